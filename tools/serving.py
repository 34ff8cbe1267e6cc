"""`demo` and `serve`: the platform for one person trying it, and as production runs it."""

import errno
import os
import socket
import sys

from tools.console import PYTHON, ROOT, Stop, flag, must, step, tool
from tools.installing import install
from tools.supervising import Supervisor

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NEEDED = ("DATABASE_URL", "REDIS_URL")


def address() -> tuple[str, int]:
    """Return HOST and PORT to listen on; refuses a port that is not a number or not free, in a sentence."""
    host, port = os.environ.get("HOST", "").strip() or "127.0.0.1", os.environ.get("PORT", "").strip() or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Stop(f"PORT must be a number from 1 to 65535; it is {port!r}.")
    why_not = taken(host, int(port))
    if why_not:
        raise Stop(why_not)
    return host, int(port)


def taken(host: str, port: int) -> str:
    """Return why nothing can listen there, or an empty text."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is in use on {host}. Choose another one: PORT={port + 1}."
            return f"Cannot listen on {host}, port {port}: {error.strerror}."
    return ""


def demo() -> int:
    """Install, then become the demo server, so that one process group is all there is to end."""
    host, port = address()
    install("base")
    options = ["--host", host, "--port", str(port), *(["--fresh"] if flag("FRESH") else [])]
    os.chdir(ROOT)
    os.environ.update({"DJANGO_SETTINGS_MODULE": "lms.settings.demo", "PORT": str(port), "PYTHONUNBUFFERED": "1"})
    sys.stdout.flush()
    # Becoming it leaves nobody in between who could end without it.
    os.execv(PYTHON, [str(PYTHON), "-W", "ignore", "manage.py", "serve_demo", *options])  # noqa: S606


def serve() -> int:
    """Run as production does: migrate, gather static files, then gunicorn, a Celery worker and beat, kept together."""
    host, port = address()
    _check_environment(host)
    install("base")
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.production"}
    for words in (["migrate", "--noinput", "-v", "0"], ["load_reference"], ["collectstatic", "--noinput", "-v", "0"]):
        with step("manage.py " + words[0]):
            must([str(PYTHON), "manage.py", *words], f"{words[0]} failed; the reason stands above.", settings)
    supervisor = Supervisor()
    supervisor.start("web", _gunicorn(host, port), settings)
    supervisor.start(
        "worker", [*_celery("worker"), "--pool", "prefork", "--concurrency", _count("WORKER_PROCESSES", 2)], settings
    )
    supervisor.start("beat", [*_celery("beat"), "--schedule", str(ROOT / "var" / "beat-schedule")], settings)
    return supervisor.run()


def _check_environment(host: str) -> None:
    absent = [name for name in NEEDED if not os.environ.get(name, "").strip()]
    if absent:
        raise Stop(f"make serve needs {' and '.join(absent)} (see docs/operations.md). To try the platform: make demo.")
    if flag("INSECURE_HTTP") and host not in LOOPBACK:
        raise Stop("INSECURE_HTTP=1 is for this machine alone; it does not go with HOST=" + host)
    (ROOT / "var").mkdir(exist_ok=True)


def _gunicorn(host: str, port: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    workers = _count("WEB_PROCESSES", 2 * (os.cpu_count() or 1))
    return [
        tool("gunicorn"), "lms.wsgi:application", "--bind", bind, "--worker-class", "gthread", "--workers", workers,
        "--threads", _count("WEB_THREADS", 4), "--max-requests", "5000", "--max-requests-jitter", "500",
        "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip


def _celery(part: str) -> list[str]:
    return [tool("celery"), "--app", "lms", "--quiet", part, "--loglevel", "WARNING"]


def _count(name: str, default: int) -> str:
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdigit() or int(value) < 1:
        raise Stop(f"{name} must be a whole number above 0; it is {value!r}.")
    return value
