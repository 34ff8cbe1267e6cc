"""Answers on paper: a learner on a course, two trainers of it, and a paper begun by the first of them."""

from dataclasses import dataclass

from assessments.answers import Answer
from assessments.models import AssessmentPage, PaperEntry
from assessments.services.paper_entries import begin_paper_entry, finish_entering, save_paper_answers
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment
from lms.accounts.models import User
from tests.cast import NOW, Cast
from tests.factories.attempts import right_answer, wrong_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory


@dataclass
class OnPaper:
    """Zoë answers on paper; Tom enters it, Tess compares it."""

    enrolment: Enrolment
    tom: User
    tess: User

    @property
    def quiz(self) -> AssessmentPage:
        """Return the quiz of the course."""
        return AssessmentPage.objects.descendant_of(self.enrolment.course).get()

    @property
    def entry(self) -> PaperEntry:
        """Return the latest paper as it is now."""
        return PaperEntry.objects.select_related("attempt__assessment").latest("pk")

    def begin(self, **about: object) -> PaperEntry:
        """Begin as Tom does."""
        given = {"reason": "No screen on the wing.", "by": self.tom, "at": NOW, **about}
        return begin_paper_entry(**{"enrolment": self.enrolment, "assessment": self.quiz, **given})

    def type_in(self, *, right: bool = True, **about: object) -> PaperEntry:
        """Type an answer to every question, as Tom does."""
        choose = right_answer if right else wrong_answer
        paper = self.entry.attempt.paper
        answers = {item.key: Answer(tuple(choose(item))) for item in paper.chosen}
        answers |= {item.key: Answer(text="I would listen.") for item in paper.written}
        given = {"entry": self.entry, "version": self.entry.version, "by": self.tom, "at": NOW, "answers": answers}
        return save_paper_answers(**{**given, **about})

    def act(self, service, **about):
        """Do one act on the paper as it is now, as Tess does."""
        entry = self.entry
        return service(**{"entry": entry, "version": entry.version, "by": self.tess, "at": NOW, **about})

    def entered(self, **about: bool) -> PaperEntry:
        """Begin, type in and say that all is entered, as Tom does."""
        self.begin()
        self.type_in(**about)
        return self.act(finish_entering, by=self.tom)


def on_paper(cast: Cast, **course: object) -> OnPaper:
    """Return Zoë on a course of one lesson and a quiz of three questions, and two trainers of it."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(**{"lessons": 1, "questions": 3, **course}))
    tess = UserFactory(full_name="Tess Whitlow", trainer=True)
    for person in (cast.trainer, tess):
        appoint_trainer(course=enrolment.course, person=person, by=None, at=NOW)
    return OnPaper(enrolment, cast.trainer, tess)
