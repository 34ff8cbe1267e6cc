"""The embedded demo: SQLite, mail to a folder, web and worker in one process, no network."""

from . import env
from .base import *  # noqa: F403
from .base import INSTALLED_APPS, STORAGES, VAR_DIR
from .logs import logging_config
from .sqlite import database

DEMO = True
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY", "demo-only-" + "not-a-secret-" * 4)
ALLOWED_HOSTS = [*env.listing("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")]
ISSUER_NAME = "UK SMART Recovery (demonstration)"  # so that nobody takes a certificate of the demo for one
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.integer('PORT', 8000)}")
SECOND_MARK_PER_CENT = 0  # the demo has few trainers: nobody waits there because of a lot
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "demo-smart-2026")
INSTALLED_APPS = [*INSTALLED_APPS, "lms.demo"]

DATABASES = {"default": database(env.text("DEMO_DATABASE", str(VAR_DIR / "demo.sqlite3")))}
# The memory of the one process that serves.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None  # nothing is collected, the files are served from where they lie
WAGTAILADMIN_BASE_URL = SITE_URL

OUTBOX_TRANSPORT = "lms.demo.mailbox.FolderTransport"
MAILBOX_DIR = VAR_DIR / "mailbox"
ACCOUNT_RATE_LIMITS = {
    "signup": "1000/m/ip",
    "login": "1000/m/ip",
    "login_failed": "1000/m/ip,200/5m/key",
    "reset_password": "1000/m/ip,100/m/key",
    "reset_password_from_key": "1000/m/ip",
    "manage_email": "1000/m/user",
    "change_password": "1000/m/user",
    "reauthenticate": "1000/m/user",
    "confirm_email": "1/1s/key",
}
VERIFY_RATE_LIMITS = {"verify": "1000/m/ip"}
ENROL_RATE_LIMITS = {"enrol": "1000/m/ip"}
UNSAVED_RATE_LIMITS = {"unsaved": "1000/m/ip"}

CELERY_BROKER_URL = "memory://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = {"polling_interval": 0.05}
CELERY_WORKER_POOL = "threads"

LOGGING = logging_config(level=env.text("LOG_LEVEL", "WARNING"), as_json=False)
