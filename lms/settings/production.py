"""Production: refuses to start without what it needs, and names the variable."""

from email.utils import parseaddr

import dj_database_url

from . import env
from .base import *  # noqa: F403
from .base import STORAGES
from .logs import logging_config

DEBUG = False
INSECURE_HTTP = env.boolean("INSECURE_HTTP", False)  # `make serve` on loopback only
SECRET_KEY = env.text("SECRET_KEY")
SIGNING_KEY = env.text("SIGNING_KEY", "")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
SITE_URL = env.address("SITE_URL", schemes=("http",) if INSECURE_HTTP else ("https",), loopback_only=INSECURE_HTTP)
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = {"default": dict(dj_database_url.parse(env.text("DATABASE_URL"), conn_max_age=60, conn_health_checks=True))}
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # seconds; a Redis that is away holds nobody up
    }
}
CELERY_BROKER_URL = REDIS_URL
# Above the longest task, or Redis hands a running task to a second worker.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}

S3_BUCKET = env.text("S3_BUCKET", "" if INSECURE_HTTP else None)
S3_OPTIONS = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": env.text("S3_ENDPOINT_URL", "") or None,
    "region_name": env.text("S3_REGION", "eu-west-2"),
    "access_key": env.text("S3_ACCESS_KEY_ID", "") or None,
    "secret_key": env.text("S3_SECRET_ACCESS_KEY", "") or None,
}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if S3_BUCKET:
    STORAGES["default"] = {"BACKEND": "lms.core.files.S3MediaStorage", "OPTIONS": S3_OPTIONS}
    STORAGES["private"] = {"BACKEND": "lms.core.files.S3PrivateStorage", "OPTIONS": S3_OPTIONS}
CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", parseaddr(DEFAULT_FROM_EMAIL)[1])
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", True)
OUTBOX_PAUSED = env.boolean("OUTBOX_PAUSED", False)
OUTBOX_DAILY_CAP = env.integer("OUTBOX_DAILY_CAP", 5000)

MFA_REQUIRED = env.boolean("MFA_REQUIRED", True)
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
SAFE_EXIT_URL = env.text("SAFE_EXIT_URL", "https://www.bbc.co.uk/weather")

# Limits by address count what the nearest proxy saw; 0 when nothing stands before the web server.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXY_COUNT", 0 if INSECURE_HTTP else 1)

SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else env.integer("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_SECURE = not INSECURE_HTTP

LOGGING = logging_config(level=env.text("LOG_LEVEL", "INFO"), as_json=True)
