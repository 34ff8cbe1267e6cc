"""The vocabulary of attempts and reviews."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from assessments.rules import MARKED, OPEN, AttemptStatus
from assessments.timing import GRACE
from courses.models import CoursePageUserObjectPermission

if TYPE_CHECKING:
    from assessments.models import Attempt, PaperEntry, Question, Review

REVIEW = "review_coursepage"


def courses_given_to(user: Any) -> models.QuerySet[CoursePageUserObjectPermission]:
    """Return the rows that make `user` a trainer; `content_object` is the course."""
    return CoursePageUserObjectPermission.objects.filter(user=user, permission__codename=REVIEW)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions by whether they are asked."""

    def published(self) -> "QuestionQuerySet":
        """Return the questions that quizzes may ask: not the drafts."""
        return self.filter(live=True)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts by standing and by who may see them."""

    def in_progress(self) -> "AttemptQuerySet":
        """Return the attempts that are being answered."""
        return self.filter(status=AttemptStatus.IN_PROGRESS)

    def on_screen(self) -> "AttemptQuerySet":
        """Return the attempts that their learners answer themselves, not those answered on paper."""
        # No join: an update of joined rows would no longer be a compare-and-swap.
        entries = apps.get_model("assessments", "PaperEntry").objects.filter(attempt=OuterRef("pk"))
        return self.filter(~Exists(entries))

    def overdue(self, *, at: datetime) -> "AttemptQuerySet":
        """Return the attempts that are being answered though their time, grace included, is over."""
        return self.in_progress().filter(due_at__lt=at - GRACE)

    def awaiting_review(self) -> "AttemptQuerySet":
        """Return the attempts that a trainer has still to read, or whose outcome is not released yet."""
        return self.filter(status=AttemptStatus.AWAITING_REVIEW)

    def finished(self) -> "AttemptQuerySet":
        """Return the attempts whose outcome the learner knows."""
        return self.filter(status__in=MARKED)

    def hold(self) -> int:
        """Hold these rows until the transaction ends, changing nothing; return how many there are."""
        return self.update(status=F("status"))

    def passed(self) -> "AttemptQuerySet":
        """Return the attempts that passed."""
        return self.filter(status=AttemptStatus.PASSED)

    def of_learner(self, user: Any) -> "AttemptQuerySet":
        """Return the attempts `user` made, whatever else they may see; none for a visitor."""
        return self.filter(enrolment__learner=user) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> "AttemptQuerySet":
        """Return the attempts `user` may see: their own; nobody's for a visitor who is not signed in."""
        return self.of_learner(user)

    def reviewable_by(self, user: Any) -> "AttemptQuerySet":
        """Return the written work, handed in, of the courses `user` is a trainer of; never their own (domain B 28)."""
        if not (user.is_authenticated and user.is_staff):
            return self.none()
        work = self.filter(is_written=True, submitted_at__isnull=False)
        courses = courses_given_to(user).values("content_object")
        return work.filter(enrolment__course__in=courses).exclude(enrolment__learner=user)

    def to_read(self) -> "AttemptQuerySet":
        """Return the work that nobody has decided on."""
        return self.awaiting_review().filter(reviews__isnull=True)

    def awaiting_second_mark(self) -> "AttemptQuerySet":
        """Return the work that a second trainer has to read."""
        return self.awaiting_review().filter(reviews__needs_second=True).exclude(reviews__is_second=True)

    def held(self) -> "AttemptQuerySet":
        """Return the work that is decided on and waits to be released: by its one first mark, or by its second."""
        decided = Q(reviews__is_second=False, reviews__needs_second=False) | Q(reviews__is_second=True)
        return self.awaiting_review().filter(decided)

    def withdraw(self, *, at: datetime) -> int:
        """End what is open, because the enrolment ended; return how many rows that were (compare-and-swap)."""
        ended = self.filter(status__in=OPEN)
        return ended.update(status=AttemptStatus.WITHDRAWN, finished_at=at, version=F("version") + 1)


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by what the learner may know of them."""

    def released(self) -> "ReviewQuerySet":
        """Return the reviews that the learner sees."""
        return self.filter(released_at__isnull=False)


class PaperEntryQuerySet(models.QuerySet["PaperEntry"]):
    """Answers on paper by what is still to do with them."""

    def open(self) -> "PaperEntryQuerySet":
        """Return what is being entered or waits for the second person."""
        return self.filter(checked_at__isnull=True, attempt__status=AttemptStatus.IN_PROGRESS)

    def to_check(self) -> "PaperEntryQuerySet":
        """Return what has been entered and waits for the second person."""
        return self.open().filter(entered_at__isnull=False, differs="")
