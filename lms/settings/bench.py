"""The benchmark: the demo's parts on a database of its own, connections kept as production keeps them."""

import dj_database_url

from . import env
from .demo import *  # noqa: F403
from .demo import VAR_DIR
from .sqlite import database

ROOT_URLCONF = "lms.demo.bench.urls"
BENCH_DIR = VAR_DIR / "bench"
DATABASE_URL = env.text("DATABASE_URL", "")
OWN_FILE = database(BENCH_DIR / f"{env.text('SIZE', '1k')}.sqlite3")
DATABASES = {"default": {**(dj_database_url.parse(DATABASE_URL) if DATABASE_URL else OWN_FILE), "CONN_MAX_AGE": None}}
MEDIA_ROOT = BENCH_DIR / "media"
PRIVATE_ROOT = BENCH_DIR / "private"
MAILBOX_DIR = BENCH_DIR / "mailbox"
