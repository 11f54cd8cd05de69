"""The questions of week 3: a folder a lesson, a module an exercise. They contain no answers."""
