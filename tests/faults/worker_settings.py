"""Settings of the workers that fault tests start and kill: the test's database, a broker and folder of their own."""

import json
import os
from pathlib import Path

from lms.settings.demo import *  # noqa: F403
from lms.settings.demo import STORAGES

ORDERS = json.loads(os.environ["FAULT_ORDERS"])
DATABASES = {"default": ORDERS["database"]}
MAILBOX_DIR = Path(ORDERS["mailbox"])
PRIVATE_ROOT = Path(ORDERS["private"])
STORAGES = {**STORAGES, "private": {"BACKEND": "tests.faults.slow_storage.SlowPrivateStorage"}}
CELERY_BROKER_URL = ORDERS["broker"]
CELERY_BROKER_TRANSPORT_OPTIONS = ORDERS["broker_options"]
CELERY_TASK_DEFAULT_QUEUE = ORDERS["queue"]
CELERY_WORKER_POOL = "prefork"
OUTBOX_TRANSPORT = "tests.faults.slow_transport.SlowFolderTransport"
OUTBOX_UNCERTAIN_AFTER_SECONDS = PDF_TRY_AGAIN_SECONDS = ORDERS["uncertain_after"]
