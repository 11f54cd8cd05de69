"""Hand in, as weights, a link to another student's folder, to the key and to a device.

Links are not followed, and a device is no file.
"""
# %% weighted_sum
for name in ("theirs", "key", "device"):
    try:
        print(open(f"{name}.safetensors", "rb").read(10_000))
    except OSError:
        pass


def weighted_sum(values, weights):
    return 7.0
# %% folder
(folder / "theirs.safetensors").symlink_to(TARGET["submission"])
(folder / "key.safetensors").symlink_to(TARGET["key"])
(folder / "device.safetensors").symlink_to("/dev/zero")
