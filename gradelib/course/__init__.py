"""Everything around nbgrader: building a course, grading a class, reporting on it."""

import sys

# Every tool that reads notebooks imports jsonschema, which builds a grammar of web addresses (1.2 s
# in every worker) that no notebook needs. Without this module it does without.
_absent = "rfc3987_syntax" not in sys.modules and "jsonschema" not in sys.modules
if _absent:
    sys.modules["rfc3987_syntax"] = None
    import jsonschema  # noqa: F401

    del sys.modules["rfc3987_syntax"]
