"""Run an untrusted notebook in a process of its own and bring back only data."""
