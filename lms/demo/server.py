"""The demo's server: gunicorn with one worker process that also runs the tasks, as one process group."""

import os
import signal
from collections.abc import Callable
from typing import Any

from celery.app import app_or_default
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from lms.demo.embedded import EmbeddedWorker

OPTIONS: dict[str, Any] = {
    "workers": 1,  # the broker is this process's memory
    "worker_class": "gthread",
    "threads": 8,
    "timeout": 120,
    "graceful_timeout": 6,
    "loglevel": "warning",
    "control_socket_disable": True,
}


class DemoServer(BaseApplication):
    """Serves the site on `host` and `port`; calls `on_ready` in the worker process once it answers."""

    def __init__(self, *, host: str, port: int, on_ready: Callable[[], None]) -> None:
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.on_ready = on_ready
        self.embedded: EmbeddedWorker | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in {**OPTIONS, "bind": self.bind}.items():
            self.cfg.set(name, value)
        self.cfg.set("post_worker_init", self._start)
        self.cfg.set("worker_exit", self._stop)

    def load(self) -> Any:
        application = get_wsgi_application()
        # The first visitor should not be the one who waits for every view to be imported.
        get_resolver()._populate()
        return application

    def _start(self, worker: Any) -> None:
        self.embedded = EmbeddedWorker(app_or_default())
        self.embedded.start()
        self.on_ready()

    def _stop(self, server: Any, worker: Any) -> None:
        if self.embedded is None:
            return  # it never came up, and gunicorn must see its exit code or it would try for ever
        # Ctrl-C reaches us twice, from the terminal and from gunicorn's master; the second must not cut this short.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        try:
            self.embedded.stop()
        finally:
            # Nothing is left to save; taking the interpreter apart would cost a person at Ctrl-C seconds.
            os._exit(0)
