"""Invariants of study time that span rows: nobody studied what is not theirs, nor longer than time went by."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Max, Min, Sum

from courses.models import CourseEdition
from enrolment.models import StudyTime

ALL = {"sum": Sum(F("seconds") + F("estimated_seconds")), "last": Max("changed_at")}


def study_time_findings() -> Iterator[str]:
    """Yield a sentence for each study time outside the editions of its course, and for each that is too long."""
    keys: dict[int, set[str]] = defaultdict(set)
    for edition in CourseEdition.objects.iterator():
        keys[edition.course_id].update(edition.outline.keys)
    times = StudyTime.objects.order_by("pk").values_list("pk", "activity_key", "enrolment__course")
    for pk, key, course in times.iterator():
        if str(key) not in keys[course]:
            yield f"Study time {pk} is of an activity that no edition of its course lists."
    yield from _too_long("enrolment", "Enrolment")
    yield from _too_long("enrolment__learner", "Person")


def _too_long(whose: str, name: str) -> Iterator[str]:
    """Yield those who studied longer than from when they enrolled to when they were last heard of."""
    sums = StudyTime.objects.values(whose).annotate(**ALL, since=Min("enrolment__enrolled_at")).order_by(whose)
    for row in sums.iterator():
        if timedelta(seconds=row["sum"]) > row["last"] - row["since"]:
            yield f"{name} {row[whose]} has more study time than time went by since they enrolled."
