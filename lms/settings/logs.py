"""Logging for every place: structlog renders each event as one line, JSON in production."""

from collections.abc import MutableMapping
from typing import Any

import structlog

BEAT = "POST /learn/time/"  # and whatever follows: course and activity


def shorten_address(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep of a request's address its first part only: the rest may hold a token or say who reads what.

    Refuses the line that a request began; the one that it ended says more. Refuses that of a beat of study time, too:
    with the account and the moment, such lines would add up to how long somebody studied, which is theirs alone.
    """
    is_beat = event.get("event") == "request_finished" and str(event.get("request")).startswith(BEAT)
    if is_beat or event.get("event") == "request_started":
        raise structlog.DropEvent
    if "request" in event:
        verb, _, path = str(event["request"]).partition(" ")
        event["request"] = f"{verb} {first_part(path)}"
    return event


def shorten_address_in_words(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Do the same to what Django itself says of failed requests and refused forms: it names the whole address."""
    request = getattr(event.get("_record"), "request", None)
    if request is not None:
        event["event"] = str(event["event"]).replace(request.path, first_part(request.path))
    return event


def first_part(path: str) -> str:
    """Return what may be logged of the address `path`."""
    first, slash, rest = path.partition("?")[0].lstrip("/").partition("/")
    return f"/{first}{slash}{'…' if rest else ''}"


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """Return a LOGGING dictionary and configure structlog to feed it.

    Arguments: `level` such as "INFO"; `as_json` for machines, else plain lines for people.
    """
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            shorten_address,
            *SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    foreign = [shorten_address_in_words, *SHARED, structlog.processors.format_exc_info]
    formatter = {"()": structlog.stdlib.ProcessorFormatter, "processor": renderer, "foreign_pre_chain": foreign}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "ERROR"},  # its lines on 404 and 403 hold whole addresses
            "django_tasks": {"level": "WARNING"},  # two lines for every page saved tell nobody anything
        },
    }
