"""Hand in files that Python, IPython, Jupyter and nbgrader read when they start.

The process starts in another folder, isolated from the one with the files.
"""
import os

print(os.environ.get("ATTACKER_WAS_HERE"), open("sitecustomize.py").read())
# %% beside sitecustomize.py
import os

os.environ["ATTACKER_WAS_HERE"] = "sitecustomize"
os._exit(0)
# %% beside usercustomize.py
import os

os._exit(0)
# %% beside ipython_config.py
c.InteractiveShellApp.exec_lines = ["import os; os._exit(0)"]
# %% beside .ipython/profile_default/startup/00.py
import os

os._exit(0)
# %% beside ipykernel_launcher.py
raise SystemExit
# %% beside nbgrader_config.py
c = get_config()
c.Autograde.autograde_preprocessors = []
# %% beside attacker.pth
import os; os._exit(0)
