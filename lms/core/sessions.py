"""Sessions are rows; a copy in the cache spares most requests reading theirs.

The copy is the signed text of the row, for a few minutes at most. Two rules keep it true in every process that shares
the cache: it is written while the row is locked by whoever saves it, and whoever ends a session leaves a mark in its
place that nobody who read the row before can overwrite (docs/adr/2026-11-23-sessions-through-the-cache.md).
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import structlog
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, router, transaction
from django.utils import timezone

logger = structlog.get_logger(__name__)
ENDED = ""  # what stands in the place of a copy; no session's text is empty


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read from their copy where there is one.

    Without a cache they are what Django's are: nobody is signed out because Redis is away.
    """

    @staticmethod
    def place_of(session_key: str) -> str:
        """Return the name that the copy of a session has in the cache; nobody learns its key from there."""
        return f"session:{sha256(session_key.encode()).hexdigest()}"

    def load(self) -> dict[str, Any]:
        place = self.place_of(str(self.session_key))
        copy = _cached(lambda: cache.get(place))
        if copy:
            return self._decoded(copy)
        row = None if copy == ENDED else self._row()
        if row is None:
            self._session_key = None
            return {}
        # Only where nothing stands: it may have been ended, or saved anew, since the row was read.
        _cached(lambda: cache.add(place, row.session_data, _seconds(row)))
        return self._decoded(row.session_data)

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # Django's, not in its stubs
        row = self.create_model_instance(data)
        try:
            with transaction.atomic(using=router.db_for_write(self.model, instance=row)):
                row.save(force_insert=must_create, force_update=not must_create)
                # Before the lock is gone: whoever ends the session comes afterwards.
                _cached(lambda: cache.set(self.place_of(row.session_key), row.session_data, _seconds(row)))
        except IntegrityError as error:
            if must_create:
                raise CreateError from error
            raise
        except DatabaseError as error:
            if not must_create:
                raise UpdateError from error
            raise

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        super().delete(key)
        if key:
            _cached(lambda: cache.set(self.place_of(key), ENDED, settings.SESSION_COPY_SECONDS))

    def _row(self) -> Any:
        row: Any = self._get_session_from_db()  # type: ignore[attr-defined]  # as above
        return row

    def _decoded(self, text: str) -> dict[str, Any]:
        kept: dict[str, Any] = self.decode(text)
        return kept


def _seconds(row: Any) -> float:
    """Return how long the copy of `row` is good for: never longer than the session."""
    return min(settings.SESSION_COPY_SECONDS, (row.expire_date - timezone.now()).total_seconds())


def _cached(act: Callable[[], Any]) -> Any:
    """Return what the cache says, or None when it does not answer: then the row alone counts."""
    try:
        return act()
    except Exception as error:  # whatever the cache raises, the answer is the same
        logger.warning("cache_away", error=repr(error))
        return None
