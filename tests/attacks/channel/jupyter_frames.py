"""Write bytes to the grader's sockets that are no messages: unsigned, unserialised, empty.

They are dropped, or cost the cell in which they are sent.
"""
kernel = get_ipython().kernel
session = kernel.session
parent = kernel.get_parent()["header"]
socket = getattr(kernel.iopub_socket, "io_thread", None)
for frames in (
    [b""],
    [b"stream", b"<IDS|MSG>", b"not signed", b"{}", b"{}", b"{}", b"{}"],
    [b"stream", b"<IDS|MSG>"],
    [b"x"] * 100,
    [b"stream", b"<IDS|MSG>", *session.serialize({"header": 3, "parent_header": [], "metadata": 1,
     "content": "no dict", "msg_id": 1, "msg_type": 2})[1:]],
    [b"stream", b"<IDS|MSG>", session.sign([b"[", b"[", b"[", b"["]), b"[", b"[", b"[", b"["],
    [b"stream", b"<IDS|MSG>", session.sign([b"[" * 10**5] * 4), *[b"[" * 10**5] * 4],
    [b"stream", b"<IDS|MSG>", session.sign([b"1" * 5000] * 4), *[b"1" * 5000] * 4],
):
    kernel.iopub_socket.send_multipart(frames)
