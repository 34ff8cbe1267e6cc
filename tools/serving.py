"""`demo` and `serve`: the platform for one person trying it, and as production runs it."""

import errno
import os
import socket
import sys

from tools.console import PYTHON, ROOT, Stop, flag, must, step, tool, var
from tools.installing import install
from tools.supervising import Supervisor

DEFAULT_HOST = "127.0.0.1"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NEEDED = ("DATABASE_URL", "REDIS_URL")
COUNTS = {"WEB_PROCESSES": 2 * (os.cpu_count() or 1), "WEB_THREADS": 4, "WORKER_PROCESSES": 2}


def address() -> tuple[str, int]:
    """Return HOST and PORT to listen on; refuses a port that is not a number or not free, in a sentence."""
    host, port = os.environ.get("HOST", "").strip() or DEFAULT_HOST, os.environ.get("PORT", "").strip() or "8000"
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
    _check_environment()
    host, port = address()
    counts = {name: _count(name, default) for name, default in COUNTS.items()}
    install("base")
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.production"}
    for words in (["migrate", "--noinput"], ["load_reference"], ["collectstatic", "--noinput", "-v", "0"]):
        with step("manage.py " + words[0]):
            must([str(PYTHON), "manage.py", *words], f"{words[0]} failed; the reason stands above.", settings)
    supervisor = Supervisor()
    supervisor.start("web", _gunicorn(host, port), settings)
    supervisor.start(
        "worker", [*_celery("worker"), "--pool", "prefork", "--concurrency", counts["WORKER_PROCESSES"]], settings
    )
    supervisor.start("beat", [*_celery("beat"), "--schedule", str(var() / "beat-schedule")], settings)
    return supervisor.run()


def _check_environment() -> None:
    host = os.environ.get("HOST", "").strip() or DEFAULT_HOST
    absent = [name for name in NEEDED if not os.environ.get(name, "").strip()]
    if absent:
        raise Stop(f"make serve needs {' and '.join(absent)} (see docs/operations.md). To try the platform: make demo.")
    if flag("INSECURE_HTTP") and host not in LOOPBACK:
        raise Stop("INSECURE_HTTP=1 is for this machine alone; it does not go with HOST=" + host)


def _gunicorn(host: str, port: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [tool("gunicorn"), "lms.wsgi:application", "--bind", bind]  # the rest: gunicorn.conf.py


def _celery(part: str) -> list[str]:
    return [tool("celery"), "--app", "lms", "--quiet", part, "--loglevel", "WARNING"]


def _count(name: str, default: int) -> str:
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdigit() or int(value) < 1:
        raise Stop(f"{name} must be a whole number above 0; it is {value!r}.")
    return value
