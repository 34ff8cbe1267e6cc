"""Plain text of one line or several, of letters that every format can carry."""

import re
from typing import Final

# What XML cannot hold, but line ends.
UNUSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Noncharacters: they stand for gaps while a text is taken apart, so no file may bring them along.
BEGINS, ENDS = "\ufdd0", "\ufdd1"
# Not \s: a no-break space is a letter like others.
SPACES: Final = re.compile(r"[ \t\n\r]+")
SPACES_OF_A_LINE: Final = re.compile(r"[ \t\r]+")
BREAKS: Final = re.compile(r"\n+")
# What is trimmed at the ends: never str.strip(), which takes letters such as U+0085 as well.
BLANKS: Final = " \t\n"
SHORTENED: Final = " …"


def usable(text: str) -> str:
    """Return `text` without the signs that no format can carry; line ends become those of Unix."""
    return UNUSABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))


def brought(text: str) -> str:
    """Return `text` of a file without the signs that no format can carry, and without those that we set ourselves."""
    return usable(text).replace(BEGINS, "").replace(ENDS, "")


def one_line(text: str) -> str:
    """Return `text` as one line with single spaces."""
    return SPACES.sub(" ", usable(text)).strip(" ")


def lines(text: str) -> str:
    """Return `text` with single spaces and without empty lines."""
    trimmed = (SPACES_OF_A_LINE.sub(" ", line).strip(" ") for line in usable(text).split("\n"))
    return BREAKS.sub("\n", "\n".join(trimmed)).strip("\n")


def shortened(text: str, longest: int) -> str:
    """Return at most `longest` characters of `text`, an ellipsis at the end of what was cut."""
    return text if len(text) <= longest else text[: longest - len(SHORTENED)].rstrip(" ") + SHORTENED
