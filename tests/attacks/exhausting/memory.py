"""Fill memory, page by page (at most 2 GB).

The memory of a submission is measured from outside, and the kernel refuses more.
"""
# stock: not run, nothing would stop it
# told: MB of memory
kept = [bytearray(b"x" * 4_000_000) for _ in range(500)]
