"""Keyed digests: short secrets are derived again from ids whenever needed, so that none has to be stored."""

import hashlib
import hmac

from django.conf import settings

# Crockford's Base32: no I, L, O or U, so nothing looks like a one or a nought, and no word comes about by chance.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
LOOK_ALIKES = str.maketrans("ILO", "110", " -–—.\u00a0\t\r\n")


def keyed_digest(purpose: str, *parts: object) -> bytes:
    """Return 32 bytes that only a holder of the secret key can work out.

    Arguments: `purpose`, so that digests made for one thing are worthless for another; `parts`, ids and numbers.
    """
    message = "\0".join([purpose, *(str(part) for part in parts)])
    return hmac.new((settings.SIGNING_KEY or settings.SECRET_KEY).encode(), message.encode(), hashlib.sha256).digest()


def readable(digest: bytes, length: int) -> str:
    """Return the first `length` characters of `digest` in the alphabet, five bits each (at most 51)."""
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - length * BITS)
    return "".join(ALPHABET[number >> (BITS * place) & 31] for place in reversed(range(length)))


def tidy_code(typed: str) -> str:
    """Return what somebody typed as we write it: capitals, no spaces or hyphens, look-alikes as what they look like."""
    return typed.upper().translate(LOOK_ALIKES)
