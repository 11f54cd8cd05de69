"""Look for the machine's disk behind mounts, devices and user namespaces.

No device is there, no mount and no namespace can be made.
"""
# stock: not run, it asks the machine for mounts and devices
import ctypes
import os

c = ctypes.CDLL(None, use_errno=True)
os.makedirs("root", exist_ok=True)
for flags in (0x10000000, 0x10020000, 0x20000):
    if c.unshare(flags) == 0:
        reached("a namespace")
if c.mount(b"/", b"root", None, 0x1000, None) == 0 or c.umount2(b"/proc", 2) == 0:
    reached("a mount")
if c.chroot(b"root") == 0 or c.setuid(0) == 0 or c.setgid(0) == 0:
    reached("root's rights")
if c.syscall(304 if os.uname().machine == "x86_64" else 265, -100, 0, 0) >= 0:
    reached("a file by its handle")
for name in sorted(os.listdir("/dev")):
    if name.startswith(("sd", "vd", "nvme", "loop", "mem", "kmsg", "fuse", "kvm")):
        reached(name)
try:
    os.mknod("disk", 0o060666, os.makedev(8, 0))
    reached("a device")
except OSError as error:
    print(error)
