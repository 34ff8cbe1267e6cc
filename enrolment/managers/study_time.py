"""The vocabulary of study time: the one open interval of a learner, and the seconds it earned."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from enrolment.managers import EnrolmentQuerySet
    from enrolment.models import OpenStudy, StudyTime

OPEN = "learner__open_study"


def with_study(enrolments: "EnrolmentQuerySet") -> "EnrolmentQuerySet":
    """Return the rows with their study time, and with the open interval of their learner: no statement of its own.

    `counted` and `estimated` are the seconds of their learner on this course, with an earlier enrolment too;
    what begins with `open_` is that of the open interval, None where nothing was ever open.
    """
    theirs = {"enrolment__learner": OuterRef("learner"), "enrolment__course": OuterRef("course")}
    study_times = apps.get_model("enrolment.StudyTime").objects
    here = {"enrolment": OuterRef(f"{OPEN}__enrolment"), "activity_key": OuterRef(f"{OPEN}__activity_key")}
    times = study_times.filter(**theirs).values("enrolment__course")
    counted, estimated = (times.annotate(sum=Sum(name)).values("sum") for name in ("seconds", "estimated_seconds"))
    return enrolments.annotate(
        counted=Coalesce(Subquery(counted), 0),
        estimated=Coalesce(Subquery(estimated), 0),
        open_enrolment=F(f"{OPEN}__enrolment"),
        open_key=F(f"{OPEN}__activity_key"),
        open_heard_at=F(f"{OPEN}__heard_at"),
        open_is_beating=F(f"{OPEN}__is_beating"),
        open_left_at=F(f"{OPEN}__left_at"),
        open_has_time=Exists(study_times.filter(**here)),
    )


class OpenStudyQuerySet(models.QuerySet["OpenStudy"]):
    """Open intervals; there is at most one for each learner."""

    def of(self, learner_id: Any) -> "OpenStudyQuerySet":
        """Return the open interval of the learner."""
        return self.filter(learner=learner_id)

    def at_mark(self, heard_at: datetime) -> "OpenStudyQuerySet":
        """Return it if nobody has moved it since: whoever moves it on from here earns what lies between, alone."""
        return self.filter(heard_at=heard_at)

    def while_enrolled(self, enrolment_id: Any) -> "OpenStudyQuerySet":
        """Return it while the enrolment has not been ended."""
        return self.filter(Exists(apps.get_model("enrolment.Enrolment").objects.filter(pk=enrolment_id).current()))

    def begin(self, *, learner_id: Any, enrolment_id: Any, activity_key: Any, at: datetime, is_beating: bool) -> None:
        """Write the first interval of a learner; whoever is a moment too late leaves the other one's."""
        row = self.model(
            learner_id=learner_id,
            enrolment_id=enrolment_id,
            activity_key=activity_key,
            heard_at=at,
            is_beating=is_beating,
        )
        self.bulk_create([row], ignore_conflicts=True)


class StudyTimeQuerySet(models.QuerySet["StudyTime"]):
    """Study time, for the learner alone: no desk asks for it."""

    def of_learner(self, user: Any) -> "StudyTimeQuerySet":
        """Return the time of `user`; none for a visitor."""
        return self.filter(enrolment__learner=user) if user.is_authenticated else self.none()

    def add(
        self, at: datetime, *, enrolment_id: Any, activity_key: Any, is_first: bool = False, **seconds: int
    ) -> None:
        """Add seconds to an activity: `seconds` that were counted, or `estimated_seconds`.

        One statement, and one more when they turn out to be the first; `is_first`: that is known.
        """
        mine = {"enrolment_id": enrolment_id, "activity_key": activity_key}
        more = {name: F(name) + number for name, number in seconds.items()}
        if not is_first and self.filter(**mine).update(changed_at=at, **more):
            return
        # Two first ones at the same moment: one of them is lost, a minute at most, and nothing is earned twice.
        self.bulk_create([self.model(**mine, **seconds, changed_at=at)], ignore_conflicts=True)
