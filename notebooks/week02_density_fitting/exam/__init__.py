"""The questions of week 2: a folder a lesson, a module an exercise. They contain no answers."""

# Made from solutions/week02_density_fitting/exam/__init__.py; edit that. Checksum b7b4531b38fe6df45e232ec598ae2334cc9a617b6ab060a0e20e433b746812c7
