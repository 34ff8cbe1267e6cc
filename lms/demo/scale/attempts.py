"""Attempts with their answers, and awards: of one frozen paper for each quiz, for nobody sees two alike."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assessments.marking import best_answer
from assessments.models import AssessmentPage, Attempt, Response
from assessments.models import Status as AttemptState
from assessments.paper import freeze_paper
from assessments.timing import deadline_of
from certificates.models import Award
from certificates.numbers import new_code, new_serial
from courses.models import CourseEdition
from enrolment.models import Enrolment

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PLAN = (
    "I open the door early, welcome everybody and read the guidelines. After the check-in we agree two topics and draw "
    "a Cost-Benefit Analysis on the flipchart. I keep fifteen minutes for the check-out and stay for whoever asks."
)


class Attempts:
    """Attempts, responses and awards of one course, gathered and then written in a few statements."""

    def __init__(self, edition: CourseEdition) -> None:
        self.edition, self.course = edition, edition.course
        pages = AssessmentPage.objects.live().descendant_of(self.course)
        self.papers = [(page, freeze_paper(page, seed=1)) for page in pages]
        self.attempts: list[Attempt] = []
        self.responses: list[Response] = []
        self.awards: list[Award] = []

    @property
    def written_key(self) -> str:
        """Return the key of the activity that a trainer reads; empty where the course has none."""
        return next((page.activity_key for page, paper in self.papers if paper.written), "")

    def qualify(self, enrolment: Enrolment) -> None:
        """Pass the quizzes that the machine marks, and get the award."""
        at = enrolment.completed_at or enrolment.enrolled_at
        self._quizzes(enrolment, at)
        self._award(enrolment, at)

    def hand_in(self, enrolment: Enrolment) -> None:
        """Pass the quizzes that the machine marks, and hand in what a trainer reads."""
        at = enrolment.enrolled_at + 6 * HOUR
        self._quizzes(enrolment, at)
        for page, paper in self.papers:
            if paper.written:
                attempt = self._attempt(enrolment, page, paper, status=AttemptState.AWAITING_REVIEW, submitted_at=at)
                answers = {item.key: {"text": PLAN} for item in paper.written}
                self._answer(attempt, {**answers, **_right(paper)}, at)

    def save(self) -> None:
        """Write them."""
        Attempt.objects.bulk_create(self.attempts)
        Response.objects.bulk_create(self.responses)
        Award.objects.bulk_create(self.awards)

    def _quizzes(self, enrolment: Enrolment, at: datetime) -> None:
        done = {"status": AttemptState.PASSED, "percent": 100, "submitted_at": at, "finished_at": at}
        for page, paper in self.papers:
            if not paper.written:
                self._answer(self._attempt(enrolment, page, paper, **done), _right(paper), at)

    def _attempt(self, enrolment: Enrolment, page: AssessmentPage, paper: Any, **state: Any) -> Attempt:
        at = state["submitted_at"]
        begun_at = at - min(HOUR, timedelta(minutes=paper.minutes_allowed or HOUR // MINUTE))
        times = {"started_at": begun_at, "saved_at": at, "declared_at": at if paper.declaration else None}
        due_at = deadline_of(begun_at, paper.minutes_allowed, paper.extra_per_cent)
        about = {"number": 1, "paper_json": paper.to_json(), "is_written": bool(paper.written), "due_at": due_at}
        row = Attempt(enrolment=enrolment, assessment=page, **about, **times, **state)
        self.attempts.append(row)
        return row

    def _answer(self, attempt: Attempt, answers: dict[str, dict[str, Any]], at: datetime) -> None:
        self.responses += [
            Response(attempt=attempt, item_key=key, saved_at=at, **answer) for key, answer in answers.items()
        ]

    def _award(self, enrolment: Enrolment, at: datetime) -> None:
        programme = self.course.programme
        if programme is None:
            return
        self.awards.append(
            Award(
                enrolment=enrolment,
                learner=enrolment.learner,
                programme=programme,
                printed_name=enrolment.learner.full_name,
                programme_name=programme.name,
                course_title=self.course.title,
                edition_number=self.edition.number,
                issued_on=timezone.localdate(at),
                issued_at=at,
                serial=new_serial(),
                code=new_code(),
            )
        )


def _right(paper: Any) -> dict[str, dict[str, Any]]:
    answers = {item.key: best_answer(item) for item in paper.chosen}
    return {key: {"chosen": list(answer.chosen), "text": answer.text} for key, answer in answers.items()}
