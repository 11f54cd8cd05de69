"""The attacks are read as text and never imported, whatever they are called."""

collect_ignore_glob = ["*/*"]
