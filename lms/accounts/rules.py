"""What a person's name may look like: any script, any length that fits, nothing that is not a name."""

import re
import unicodedata
from enum import StrEnum

# Joiners that spelling needs in Persian and Indic names; every other invisible character is dropped.
JOINERS = frozenset("\u200c\u200d")
# A spreadsheet takes these at the start of a cell for a formula, and names end up in spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@")
ADDRESS = re.compile(r"://|\bwww\.|\.(?:com|net|org|info|biz|io|ru|xyz|top|site|online|uk)(?:$|[\s/:?])", re.IGNORECASE)


class NameProblem(StrEnum):
    """Why a text is not a name."""

    CONTROL = "control"
    FORMULA = "formula"
    ADDRESS = "address"
    EMAIL = "email"
    NO_LETTER = "no_letter"


def tidy_name(text: str) -> str:
    """Return `text` composed (NFC), without invisible characters, its white space single and trimmed."""
    seen = "".join(char for char in text if char in JOINERS or unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def name_problem(text: str) -> NameProblem | None:
    """Return why `text` cannot be a person's name, or None when it can."""
    if any(unicodedata.category(char) in {"Cc", "Cs", "Co"} for char in text):
        return NameProblem.CONTROL
    if text.startswith(FORMULA_STARTS):
        return NameProblem.FORMULA
    if ADDRESS.search(text):
        return NameProblem.ADDRESS
    if "@" in text:
        return NameProblem.EMAIL
    return None if any(char.isalpha() for char in text) else NameProblem.NO_LETTER
