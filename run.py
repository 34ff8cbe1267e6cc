#!/usr/bin/env python3
"""The project's commands, with nothing but Python's standard library: see `python3 run.py --help`.

This file must stay readable for any Python 3, so that an old one is told in a sentence what it lacks.
"""

import sys

OLDEST = (3, 11)


def too_old(version: tuple) -> str:
    """Return why this Python cannot run the project, or an empty text when it can."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    wanted = ".".join(str(part) for part in OLDEST)
    found = ".".join(str(part) for part in version[:3])
    return (  # noqa: UP032  # an old Python cannot read f-strings
        "SMART Training needs Python {0} or newer; this is Python {1}.\n"
        "Run it with a newer one, for example: python{0} run.py demo (or: make demo PYTHON=python{0})."
    ).format(wanted, found)


def main() -> int:
    sentence = too_old(sys.version_info)
    if sentence:
        sys.stderr.write(sentence + "\n")
        return 2
    from tools.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
