"""Leave start-up files for the grader: of IPython, Jupyter, nbgrader, the shell, matplotlib.

The home that is seen is an empty one, which ends with the process.
"""
import os

mark = TARGET["mark"]
for home in os.path.expanduser("~"), TARGET["home"]:
    for name in (
        *(f".ipython/profile_default/startup/{mark}.py", f".jupyter/{mark}_config.py"),
        *(f".config/{mark}", f".{mark}rc"),
    ):
        try:
            os.makedirs(os.path.dirname(f"{home}/{name}"), exist_ok=True)
            with open(f"{home}/{name}", "w") as file:
                file.write("import builtins")
        except OSError as error:
            print(error)
