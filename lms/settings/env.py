"""Typed readers of environment variables; each refuses in a sentence that names the variable."""

import os
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def text(name: str, default: str | None = None) -> str:
    """Return the variable as text.

    Arguments: `name` of the variable; `default` when it is not set (None: it must be set).
    Raises ImproperlyConfigured naming the variable when it is missing and has no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (see docs/operations.md).")
    return default


def boolean(name: str, default: bool) -> bool:
    """Return the variable as a truth value: 1/true/yes/on or 0/false/no/off."""
    value = text(name, str(default)).lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off; it is {value!r}.")


def integer(name: str, default: int) -> int:
    """Return the variable as a whole number."""
    return _parsed(name, str(default), int, "a whole number")


def number(name: str, default: float) -> float:
    """Return the variable as a decimal number."""
    return _parsed(name, str(default), float, "a number")


def listing(name: str, default: str | None = "") -> list[str]:
    """Return the comma-separated variable as a list, blanks left out."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def names(name: str) -> list[str]:
    """Return the comma-separated host names of the variable, which must be set; refuses `*`, any name at all.

    Libraries begin the links they mail with the name the request came under: it must not be a stranger's choice.
    """
    found = listing(name, None)
    if "*" in found:
        raise ImproperlyConfigured(
            f"{name} must name the hosts; “*” would let strangers choose where mailed links lead."
        )
    return found


def address(name: str, *, schemes: tuple[str, ...], loopback_only: bool = False) -> str:
    """Return the variable as a web address without a slash at its end.

    Arguments: `schemes` that are allowed; `loopback_only` when it may name this machine alone.
    """
    value = text(name).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.hostname or parts.path:
        raise ImproperlyConfigured(f"{name} must look like {schemes[0]}://host; it is {value!r}.")
    if loopback_only and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(
            f"With INSECURE_HTTP=1 {name} must name this machine, such as http://127.0.0.1:8000."
        )
    return value


def _parsed(name: str, default: str, parse: Callable[[str], T], kind: str) -> T:
    value = text(name, default)
    try:
        return parse(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be {kind}; it is {value!r}.") from None
