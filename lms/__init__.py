"""The house: shared words and tools, people, mail, pages that mix apps, and the wiring."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
