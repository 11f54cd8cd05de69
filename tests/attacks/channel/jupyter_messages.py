"""Send Jupyter messages that no kernel sends: of other parents, without fields, absurd, nested.

What is no message of the cell that runs is not shown, and what is malformed costs its cell.
"""
import json

kernel = get_ipython().kernel
session = kernel.session
parent = kernel.get_parent()


def forge(channel, kind, content, parent=parent):
    session.send(channel, kind, content, parent=parent)


shell, iopub = kernel.shell_stream if hasattr(kernel, "shell_stream") else None, kernel.iopub_socket
for content in ({}, {"execution_state": []}, {"data": 3}, {"name": 7, "text": None}, {"ename": {}}):
    for kind in ("status", "stream", "error", "display_data", "execute_result", "update_display_data",
                 "clear_output", "comm_open", "comm_msg", "execute_input", "execute_reply", "x" * 999):
        forge(iopub, kind, content)
for other in None, {}, {"header": {"msg_id": "of another cell"}}:
    forge(iopub, "execute_result", {"data": {"text/plain": "3.0"}, "execution_count": 1}, other)
deep = json.loads("[" * 500 + "]" * 500)
forge(iopub, "stream", {"name": "stdout", "text": deep})
forge(iopub, "execute_input", {"code": "", "execution_count": 10**400})
