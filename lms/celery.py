"""Celery: workers do the slow work; the schedule re-finds from rows whatever a crash interrupted."""

import os

from celery import Celery

# Every import of `lms` passes here first, also gunicorn's: a forgotten variable must never open the demo to the world.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(related_name="periodic")

MINUTE = 60.0
DAY = 24 * 60 * MINUTE

# Task names, seconds between runs. Every task is idempotent, so running early or twice is harmless.
SWEEPS: dict[str, float] = {
    "lms.notifications.periodic.sweep_outbox": MINUTE,
    "certificates.periodic.sweep_certificates": MINUTE,
    "lms.coursepacks.periodic.sweep_packs": MINUTE,
    "content.periodic.keep_days": MINUTE,
    "assessments.periodic.hand_in_overdue": MINUTE,
    "assessments.periodic.mark_again": MINUTE,
    "enrolment.periodic.remind_of_checks": DAY,
    "enrolment.periodic.tell_of_unused_places": DAY,
    "enrolment.periodic.tidy_people": DAY,
    "assessments.periodic.sweep_files": DAY,
    "lms.accounts.periodic.clear_expired_sessions": DAY,
}
app.conf.beat_schedule = {name.rsplit(".", 1)[1]: {"task": name, "schedule": every} for name, every in SWEEPS.items()}
