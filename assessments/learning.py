"""What staff who help a learner see of one course: each activity with its attempts, and what was done for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import AssessmentPage, Attempt, FurtherAttempts
from assessments.permissions import may_review
from assessments.rules import AttemptStatus, ReopenFacts, refuse_reopening
from courses.outline import outline_modules
from courses.state import OutlineRow
from enrolment.models import ActivityCompletion, Enrolment, Override, Status
from enrolment.progress import facts_of
from lms.accounts.models import Adjustment, User


@dataclass(frozen=True)
class HelpedAttempt:
    """One attempt, and what may be done about it by the reader of the page."""

    attempt: Attempt
    may_read: bool
    may_reopen: bool


@dataclass(frozen=True)
class HelpedActivity:
    """One line of the course as staff see it. `assessment` is None for what is no quiz.

    `allowed`: how many attempts there are, with all that was added; None without a limit.
    """

    row: OutlineRow
    completion: ActivityCompletion | None
    assessment: AssessmentPage | None = None
    attempts: tuple[HelpedAttempt, ...] = ()
    allowed: int | None = None
    may_grant: bool = False


@dataclass(frozen=True)
class HelpedModule:
    """A module's heading and its lines."""

    title: str
    activities: tuple[HelpedActivity, ...]


@dataclass(frozen=True)
class Deed:
    """Something that staff did for the learner, in words."""

    at: datetime
    words: str
    by: User
    reason: str = ""


@dataclass(frozen=True)
class HelpedLearner:
    """One learner on one course. `adjustment`: what they are given everywhere, None for nothing."""

    modules: tuple[HelpedModule, ...]
    deeds: tuple[Deed, ...]
    adjustment: Adjustment | None
    is_over: bool


def helped_learner(enrolment: Enrolment, *, reader: Any) -> HelpedLearner:
    """Return what `reader`, who may help, sees of one enrolment, fetched with its learner, course and edition.

    The same number of statements however long the course is and whatever was done.
    """
    attempts = list(attempts_with_all(enrolment))
    granted = list(FurtherAttempts.objects.filter(enrolment=enrolment).select_related("granted_by", "assessment"))
    adjustment = Adjustment.objects.filter(person=enrolment.learner_id).select_related("granted_by").first()
    page = _Page(enrolment, attempts, granted, adjustment, may_review(reader, enrolment.course))
    overrides = Override.objects.filter(enrolment=enrolment).select_related("made_by")
    deeds = [*_of_attempts(attempts), *_of_grants(granted), *_of_overrides(enrolment, overrides)]
    deeds += _of_adjustment(adjustment)
    latest_first = tuple(sorted(deeds, key=lambda deed: deed.at, reverse=True))
    gives = adjustment if adjustment and adjustment.is_in_force else None
    return HelpedLearner(page.modules(), latest_first, gives, enrolment.status == Status.WITHDRAWN)


def attempts_with_all(enrolment: Enrolment) -> Any:
    """Return the attempts of an enrolment with their reviews, reopenings and papers entered; without what was asked."""
    rows = Attempt.objects.filter(enrolment=enrolment).select_related("assessment")
    people = rows.select_related("paper_entry__begun_by", "paper_entry__entered_by", "paper_entry__checked_by")
    return people.prefetch_related("reviews", "reopenings__reopened_by").defer("paper_json")


def reopen_facts(attempt: Attempt, others: Iterable[Attempt], *, has_ended: bool, is_done: bool) -> ReopenFacts:
    """Return what the rules want to know; `others`, all attempts at the same quiz, come with their reviews."""
    same = [one for one in others if one.assessment_id == attempt.assessment_id and one.pk != attempt.pk]
    return ReopenFacts(
        status=AttemptStatus(attempt.status),
        was_read=bool(attempt.reviews.all()),
        is_passed=is_done or any(one.is_passed for one in same),
        other_is_open=any(one.is_in_progress or one.is_awaiting_review for one in same),
        is_latest=all(one.number < attempt.number for one in same),
        was_on_paper=hasattr(attempt, "paper_entry"),
        has_ended=has_ended,
    )


@dataclass(frozen=True)
class _Page:
    """What the lines are made of."""

    enrolment: Enrolment
    attempts: list[Attempt]
    granted: list[FurtherAttempts]
    adjustment: Adjustment | None
    reads: bool

    def modules(self) -> tuple[HelpedModule, ...]:
        """Return the lines of the course, and those of quizzes it had when the learner tried them."""
        course, edition = self.enrolment.course, self.enrolment.edition
        facts = facts_of([self.enrolment])[self.enrolment.pk]
        outline = outline_modules(course, facts.to_take(edition.outline), facts.done)
        completions = {str(row.activity_key): row for row in self.enrolment.completions.all()}
        quizzes = {page.activity_key: page for page in AssessmentPage.objects.descendant_of(course)}
        tried: dict[str, list[Attempt]] = defaultdict(list)
        for attempt in self.attempts:
            tried[attempt.assessment.activity_key].append(attempt)

        def line(row: OutlineRow) -> HelpedActivity:
            quiz = quizzes.get(row.key)
            return self._line(row, completions.get(row.key), quiz, tried.pop(row.key, []))

        made = [HelpedModule(module.title, tuple(map(line, module.rows))) for module in outline]
        former = [_former_row(attempts[0].assessment, key in completions) for key, attempts in tried.items()]
        lines = tuple(map(line, former))
        return (*made, HelpedModule(_("No longer part of this course"), lines)) if lines else tuple(made)

    def _line(
        self, row: OutlineRow, done: ActivityCompletion | None, quiz: AssessmentPage | None, tries: list[Attempt]
    ) -> HelpedActivity:
        if quiz is None:
            return HelpedActivity(row, done)
        may_grant = not (self._has_ended or done or any(attempt.is_passed for attempt in tries))
        limited = quiz.attempts_allowed is not None
        attempts = tuple(self._attempt(attempt, tries, done) for attempt in tries)
        return HelpedActivity(row, done, quiz, attempts, self._allowed(quiz), may_grant and limited)

    def _attempt(self, attempt: Attempt, tries: list[Attempt], done: ActivityCompletion | None) -> HelpedAttempt:
        facts = reopen_facts(attempt, tries, has_ended=self._has_ended, is_done=bool(done))
        may_read = self.reads and attempt.is_written and attempt.submitted_at is not None
        return HelpedAttempt(attempt, may_read, refuse_reopening(facts) is None)

    def _allowed(self, quiz: AssessmentPage) -> int | None:
        if quiz.attempts_allowed is None:
            return None
        granted = sum(row.count for row in self.granted if row.assessment_id == quiz.pk)
        return quiz.attempts_allowed + granted + (self.adjustment.extra_attempts if self.adjustment else 0)

    @property
    def _has_ended(self) -> bool:
        return self.enrolment.status == Status.WITHDRAWN


def _former_row(quiz: AssessmentPage, done: bool) -> OutlineRow:
    return OutlineRow(quiz.activity_key, quiz.activity_kind, quiz.title, quiz.minutes, quiz.required, None, done)


# --- What was done --------------------------------------------------------------------------------


def _of_attempts(attempts: Iterable[Any]) -> Iterator[Deed]:
    for attempt in attempts:
        about = {"quiz": attempt.assessment.title, "number": attempt.number}
        for row in attempt.reopenings.all():
            words = _("%(quiz)s, attempt %(number)d: reopened") % about
            yield Deed(row.reopened_at, words, row.reopened_by, row.reason)
        if hasattr(attempt, "paper_entry"):
            yield from _of_paper(attempt.paper_entry, about)


def _of_paper(entry: Any, about: dict[str, Any]) -> Iterator[Deed]:
    words = _("%(quiz)s, attempt %(number)d: answers from paper begun")
    yield Deed(entry.begun_at, words % about, entry.begun_by, entry.reason)
    if entry.entered_at:
        words = _("%(quiz)s, attempt %(number)d: answers from paper entered")
        yield Deed(entry.entered_at, words % about, entry.entered_by)
    if entry.checked_at:
        words = _("%(quiz)s, attempt %(number)d: answers from paper checked")
        yield Deed(entry.checked_at, words % about, entry.checked_by)


def _of_grants(granted: Iterable[FurtherAttempts]) -> Iterator[Deed]:
    for row in granted:
        words = ngettext("%(quiz)s: %(count)d further attempt", "%(quiz)s: %(count)d further attempts", row.count)
        yield Deed(
            row.granted_at, words % {"quiz": row.assessment.title, "count": row.count}, row.granted_by, row.reason
        )


def _of_overrides(enrolment: Enrolment, overrides: Iterable[Override]) -> Iterator[Deed]:
    for row in overrides:
        words = _("%(page)s: marked as done") if row.done else _("%(page)s: marked as not done")
        title = enrolment.title_of(str(row.activity_key)) or _("A page that is no longer part of this course")
        yield Deed(row.made_at, words % {"page": title}, row.made_by, row.reason)


def _of_adjustment(row: Adjustment | None) -> Iterator[Deed]:
    if row is None:
        return
    words = _("In every quiz: %(time)d %% more time, extra attempts: %(attempts)d")
    said = words % {"time": row.extra_per_cent, "attempts": row.extra_attempts}
    yield Deed(
        row.granted_at, said if row.is_in_force else _("Extra time and attempts ended"), row.granted_by, row.reason
    )
