"""Serial numbers and verification codes: letters that cannot be misread, and a check character against slips."""

import secrets
from collections.abc import Callable

# Digits from 2, and the letters that are neither vowels (so no words arise) nor like a digit or another letter.
ALPHABET = "23456789CDFHJKMNPRTVWXY"
PREFIX = "UKSR"
GROUP = 4
RANDOM_LETTERS = 7
# About 90 bits: nobody finds a certificate by trying addresses.
CODE_LETTERS = 20
# What people read instead of a character of ours.
MISREAD = str.maketrans("BGSZ", "8652")

Choose = Callable[[str], str]


def new_serial(choose: Choose = secrets.choice) -> str:
    """Return a serial number such as UKSR-7K2P-M4XC: seven random characters and one that checks them."""
    letters = "".join(choose(ALPHABET) for _ in range(RANDOM_LETTERS))
    return _with_groups(letters + check_character(letters))


def new_code(choose: Choose = secrets.choice) -> str:
    """Return a verification code for the address that a QR code holds."""
    return "".join(choose(ALPHABET) for _ in range(CODE_LETTERS))


def check_character(letters: str) -> str:
    """Return the character that makes the weighted sum of all eight a multiple of 23.

    23 is prime and no weight is a multiple of it, so any one wrong character and any two exchanged ones are noticed.
    """
    weight = RANDOM_LETTERS + 1
    return ALPHABET[-_weighted(letters) * pow(weight, -1, len(ALPHABET)) % len(ALPHABET)]


def canonical_serial(typed: str) -> str | None:
    """Return what was typed as we write serials, or None when it cannot be one of ours.

    Forgives case, blanks, dashes, a missing prefix, and letters read for the digits they look like.
    """
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(MISREAD)
    letters = letters.removeprefix(PREFIX.translate(MISREAD))
    if len(letters) != RANDOM_LETTERS + 1 or not set(letters) <= set(ALPHABET):
        return None
    return _with_groups(letters) if _weighted(letters) % len(ALPHABET) == 0 else None


def canonical_code(typed: str) -> str | None:
    """Return a verification code as we write it, or None when it cannot be one of ours."""
    code = typed.upper()
    return code if len(code) == CODE_LETTERS and set(code) <= set(ALPHABET) else None


def _weighted(letters: str) -> int:
    return sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, start=1))


def _with_groups(letters: str) -> str:
    return "-".join([PREFIX, letters[:GROUP], letters[GROUP:]])
