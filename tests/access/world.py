"""The one situation the access matrix is asked in: Zoë is learning, Amir is not."""

from functools import cached_property

from allauth.account.models import EmailConfirmationHMAC
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from wagtail.models import Page

from assessments.models import AssessmentPage, Attempt, Question
from assessments.services.attempts import start_attempt, submit_attempt
from courses.models import CoursePage, LessonPage
from courses.outline import page_address
from enrolment.models import Enrolment
from lms.accounts.models import User
from lms.demo.mailbox import FolderTransport, letters
from tests.cast import NOW, Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.messages import MessageFactory
from tests.factories.pages import CourseFactory, QuestionFactory


class World(Cast):
    """The cast with what they did; each thing is made when first named."""

    @property
    def in_columns(self) -> list[User | None]:
        """Return one person for each column of the matrix; nobody for strangers."""
        return [None, self.zoe, self.amir, self.editor, self.office]

    @cached_property
    def course(self) -> CoursePage:
        """An open course of two lessons and a quiz, which Zoë takes and Amir does not."""
        course = CourseFactory(questions=2)
        EnrolmentFactory(learner=self.zoe, course=course)
        return course

    @cached_property
    def finished(self) -> Enrolment:
        """A course with a quiz that Zoë has completed."""
        return EnrolmentFactory(learner=self.zoe, course=CourseFactory(questions=1), completed=True)

    @cached_property
    def attempt(self) -> Attempt:
        """Zoë's attempt in progress."""
        return self._attempt(self.course)

    @cached_property
    def result(self) -> Attempt:
        """Zoë's attempt that is handed in."""
        return submit_attempt(attempt=self._attempt(self.finished.course), by=self.zoe, at=NOW)

    def _attempt(self, course: CoursePage) -> Attempt:
        enrolment = Enrolment.objects.get(learner=self.zoe, course=course)
        return start_attempt(enrolment=enrolment, assessment=self.quiz(course), by=self.zoe, at=NOW)

    def lesson(self, course: CoursePage) -> LessonPage:
        """Return the first lesson of a course."""
        return LessonPage.objects.descendant_of(course).first()

    def quiz(self, course: CoursePage) -> AssessmentPage:
        """Return the quiz of a course."""
        return AssessmentPage.objects.descendant_of(course).get()

    def path(self, page: Page, course: CoursePage) -> str:
        """Return the address of a page of a course below /courses/."""
        return page_address(course, page).removeprefix("/courses/")

    @cached_property
    def picture(self) -> str:
        """The name of a rendition in the public media."""
        return default_storage.save("images/sunrise.png", ContentFile(b"a picture"))

    @cached_property
    def confirmation_key(self) -> str:
        """The key of a mailed link that proves Amir's address."""
        return EmailConfirmationHMAC(self.amir.emailaddress_set.get()).key

    @cached_property
    def question(self) -> Question:
        """A question of the bank."""
        return QuestionFactory()

    @cached_property
    def message(self) -> int:
        """The id of a message in the outbox."""
        return MessageFactory(failed=True).pk

    @cached_property
    def letter(self) -> str:
        """The id of a message in the demo's mailbox."""
        letter = EmailMultiAlternatives("Hello", "A letter.", to=["zoe@example.org"])
        letter.attach_alternative("<p>A letter.</p>", "text/html")
        FolderTransport().send_messages([letter])
        return next(iter(letters())).id
