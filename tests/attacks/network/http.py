"""Fetch pages: of the world, of the machine's cloud, of Jupyter and dask on this machine.

There is no way to any of them, by whatever library.
"""
# stock: not run, it would ask servers that are not ours
import urllib.request

addresses = ["http://example.org", "http://169.254.169.254/latest/meta-data"]
addresses += [f"http://127.0.0.1:{port}" for port in (TARGET["tcp"], 8888, 8786, 8787, 5432)]
for address in addresses:
    try:
        with urllib.request.urlopen(address, timeout=0.2) as page:
            reached(page.read(1000))
    except Exception as error:
        print(address, error)
