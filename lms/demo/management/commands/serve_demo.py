"""`make demo` ends here: prepare the database, then serve web, worker and scheduler as one."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.demo.cast import CAST
from lms.demo.preparing import hold, prepare
from lms.demo.server import DemoServer

STARTED = time.monotonic()


class Command(BaseCommand):
    """Serves the demo until told to end."""

    help = "Serve the demo: migrates and loads it when needed, then web, worker and scheduler in one process."
    requires_system_checks = []  # migrate runs them; a second start should take seconds

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to listen, and whether to begin anew."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="remove the demo's data first")

    def handle(self, *args: Any, host: str, port: int, fresh: bool, **options: Any) -> None:
        """Prepare the database, then serve until told to end."""
        if not settings.DEMO:
            raise CommandError("serve_demo is for the demo's settings only; production runs make serve.")
        lock = hold()
        try:
            prepare(fresh=fresh, say=self.say)
            DemoServer(host=host, port=port, on_ready=lambda: self.welcome(host, port)).run()
        except KeyboardInterrupt:
            raise CommandError("Stopped.", returncode=130) from None
        finally:
            lock.close()

    def say(self, text: str) -> None:
        """Print one line of progress with the seconds since this process began."""
        self.stdout.write(f"[{time.monotonic() - STARTED:6.1f} s] {text}")
        self.stdout.flush()

    def welcome(self, host: str, port: int) -> None:
        """Tell where the demo is and who may sign in."""
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  # only compared
        self.say("Ready")
        lines = [f"\n  {settings.PRODUCT_NAME}: http://{shown}:{port}/    mail: http://{shown}:{port}/demo/mailbox/\n"]
        lines += [f"  {member.email:<26} {member.is_what}" for member in CAST]
        lines += [f"\n  Password of all of them: {settings.DEMO_PASSWORD}\n  Ctrl-C ends it.\n"]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
