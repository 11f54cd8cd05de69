"""The questions of week 1: a folder a lesson, a module an exercise. They contain no answers."""
