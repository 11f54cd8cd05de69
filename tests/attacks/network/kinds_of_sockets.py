"""Open every kind of socket that the kernel knows, and listen to what passes.

Only kinds that a network of one's own holds in are allowed; of these, raw ones need rights.
"""
# stock: not run, it would listen to this machine's traffic
import os
import socket

own = {socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK}
for family in range(1, 46):
    for kind in socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET:
        for protocol in 0, 1, 255:
            try:
                with socket.socket(family, kind, protocol):
                    if family not in own or (kind == socket.SOCK_RAW and family in (2, 10)):
                        reached(f"a socket of family {family}, kind {kind}")
            except OSError:
                pass
with open("/proc/net/dev") if os.path.exists("/proc/net/dev") else open(os.devnull) as file:
    if "eth0" in file.read():
        reached("eth0")
if {name for _, name in socket.if_nameindex()} - {"lo", "tunl0", "sit0", "ip6tnl0"}:
    reached(socket.if_nameindex())
