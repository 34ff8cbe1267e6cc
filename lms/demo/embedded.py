"""The worker and the scheduler inside the web process, so that the demo needs no broker and no second program."""

import threading
import time

from celery import Celery
from celery.beat import Scheduler, Service
from celery.worker import WorkController, state

STOP_SECONDS = 4.0


class EmbeddedWorker:
    """A Celery worker (threads) and a beat (its schedule in memory) that live as long as this process."""

    def __init__(self, app: Celery, *, threads: int = 4) -> None:
        self.worker = WorkController(
            app=app,
            pool="threads",
            concurrency=threads,
            loglevel="WARNING",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self.beat = Service(app, max_interval=1, scheduler_cls=Scheduler)

    def start(self) -> None:
        """Start both; returns at once."""
        for name, run in (("celery-worker", self.worker.start), ("celery-beat", self.beat.start)):
            threading.Thread(target=run, name=name, daemon=True).start()

    def stop(self) -> None:
        """Let the task in hand end, but wait no longer than a person would; the sweep finishes the rest next time."""
        self.beat.stop(wait=False)
        # The consumer looks at this every two seconds; an idle one need not be waited for.
        state.should_stop = 0  # type: ignore[assignment]  # an exit code, whatever the stubs say
        deadline = time.monotonic() + STOP_SECONDS
        while state.active_requests and time.monotonic() < deadline:
            time.sleep(0.02)
