"""Tests: fast hashing, the demo's parts, SQLite unless TEST_ENGINE=postgresql."""

import tempfile
from pathlib import Path

import dj_database_url

from . import env
from .demo import *  # noqa: F403

SECRET_KEY = "tests-only-" * 6
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if env.text("TEST_ENGINE", "sqlite") == "postgresql":
    url = env.text("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    DATABASES = {"default": dict(dj_database_url.parse(url))}

SCRATCH_DIR = Path(tempfile.mkdtemp(prefix="smart-training-tests-"))
MEDIA_ROOT = SCRATCH_DIR / "media"
PRIVATE_ROOT = SCRATCH_DIR / "private"
MAILBOX_DIR = SCRATCH_DIR / "mailbox"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
ACCOUNT_RATE_LIMITS = False
WAGTAILADMIN_BASE_URL = SITE_URL
WHITENOISE_AUTOREFRESH = True  # else every test client would list all static files first
