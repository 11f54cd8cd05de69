"""The questions of week 2: a folder a lesson, a module an exercise. They contain no answers."""
