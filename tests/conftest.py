"""What every test may use.

Database: mark the test or module with `pytest.mark.django_db` (or take `db`, `transactional_db`); it starts with what
migrations and `load_reference` leave behind, never with people. The file or database is real, so threads work.
`pytest.mark.postgresql` leaves a test out on SQLite (races prove nothing there); TEST_ENGINE=postgresql runs it.

People: take `cast`: `cast.zoe` (a learner), `cast.amir` (another), `cast.editor`, `cast.office`; `client` is a
stranger, `client_of(cast.zoe)` is signed in. More people, pages and enrolments: `tests.factories`.

Time: `time_machine.move_to(NOW)` (tests.cast.NOW is a Monday morning), or pass `at=` to services.
Mail: goes through the outbox; what was delivered stands in `mailoutbox`. Work on commit runs at once inside
`django_capture_on_commit_callbacks(execute=True)`.
Statements: `with assert_statements(at_most=8):` from tests.performance.budget.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from hypothesis import settings as hypothesis
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from lms.accounts.models import User
from tests.cast import Cast
from tests.databases import fresh_database
from tests.rows import read_rows, restore_rows

# Browsers, programs started and killed, the whole demo; anything in any order.
LONG = frozenset({"journeys", "faults", "commands", "demo", "test_statement_machine.py", "test_edition_machine.py"})
# Minutes each at full numbers, and nothing they share.
APART = ("tests/journeys/test_every_page.py", "tests/enrolment/test_statement_machine.py")

# No deadline: a busy machine is no defect of ours. `make prove` tries many more examples.
hypothesis.register_profile("house", deadline=None, max_examples=500 if os.environ.get("PROVE") == "1" else 60)
hypothesis.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the long ones, so that no process idles at the end; leave what needs PostgreSQL out on SQLite."""
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


class Spread(LoadScopeScheduling):
    """One module or class is one process's work; but each test of `APART` may go to another."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(APART) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spread:
    """Spread the tests, so that the longest of them do not wait for one another at the end."""
    return Spread(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the scratch folder of this process."""
    shutil.rmtree(settings.SCRATCH_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give this process a database of its own, with reference rows that come back after every transactional test."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        database = fresh_database(f"smart_tests_{os.getpid()}_{worker}")
        database.__enter__()
        call_command("load_reference", verbosity=0)
        keep_rows()
    # What is loaded by now stays: the collector need not walk it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    yield
    with django_db_blocker.unblock():
        database.__exit__(None, None, None)


def keep_rows() -> None:
    """Let `flush` (the only thing in tests that sends post_migrate) end by writing the rows of now."""
    rows = read_rows()
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.receivers.clear()  # they would make the same rows again, slowly and with other ids
    post_migrate.sender_receivers_cache.clear()
    post_migrate.connect(lambda **kwargs: restore_rows(rows), sender=last, weak=False)


@pytest.fixture(scope="session", autouse=True)
def mail_goes_through_the_outbox(django_test_environment: None) -> None:
    """Django's test runner swaps the outbox for a list; put it back and let the list be its transport."""
    settings.EMAIL_BACKEND = "lms.notifications.backend.OutboxBackend"
    settings.OUTBOX_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Nothing one test cached is seen by another."""
    cache.clear()


@pytest.fixture(autouse=True)
def empty_folders() -> None:
    """Nothing one test stored as a file is seen by another."""
    for folder in ("media", "private", "mailbox"):
        shutil.rmtree(settings.SCRATCH_DIR / folder, ignore_errors=True)


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """Return a function that gives the browser of a person, signed in (None: a stranger)."""

    def browser(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return browser


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests, each made when first named."""
    return Cast()
