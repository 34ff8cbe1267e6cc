"""For operators: is the process up, can it do its work, and what has it been doing."""

import hmac
from collections.abc import Callable

import structlog
from celery import current_app
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

logger = structlog.get_logger(__name__)
LOOPBACK = frozenset({"127.0.0.1", "::1"})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, broker and storage answer, else 503; names the part, not the reason."""
    results = {name: _works(name, probe) for name, probe in PROBES.items()}
    ready = all(results.values())
    return JsonResponse({"ready": ready, **results}, status=200 if ready else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus's text for whoever holds METRICS_TOKEN (in the demo: this machine); else 404."""
    if not _may_read_metrics(request):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return settings.DEMO and request.META.get("REMOTE_ADDR") in LOOPBACK


def _works(name: str, probe: Callable[[], object]) -> bool:
    try:
        probe()
    except Exception as error:  # whatever the part raises, the answer is the same: not ready
        logger.warning("not_ready", part=name, error=repr(error))
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _storage() -> None:
    storages["private"].exists("readyz")


PROBES: dict[str, Callable[[], object]] = {"database": _database, "broker": _broker, "storage": _storage}
