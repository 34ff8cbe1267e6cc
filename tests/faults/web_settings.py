"""Settings of the server that chaos kills: production's, with the database and cache of the test and quick hashing."""

import json
import os

from lms.settings.production import *  # noqa: F403
from lms.settings.production import STORAGES

ORDERS = json.loads(os.environ["CHAOS_ORDERS"])
DATABASES = {"default": {**ORDERS["database"], "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
CACHES = {"default": ORDERS["cache"]}
CELERY_BROKER_URL = "memory://"  # nobody works here: what is due stays in its rows
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
