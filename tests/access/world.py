"""The one situation the access matrix is asked in: Zoë is learning, Amir is not."""

from datetime import timedelta
from functools import cached_property

from allauth.account.models import EmailConfirmationHMAC
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model
from django.utils.timezone import localdate, now
from wagtail.models import Page

from assessments.models import AssessmentPage, Attempt, PaperEntry, Question, Remark, Rubric
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.services.trainers import appoint_trainer
from certificates.models import Award, Manual
from content.models import AllowedWord, StandardPage, WordList
from courses.models import CoursePack, CoursePage, CoursePageUserObjectPermission, LessonPage, RetiredActivity
from courses.outline import page_address
from enrolment.links import code_of
from enrolment.models import (
    Affiliation,
    CheckConfirmation,
    DeclarationPage,
    Enrolment,
    NameConfirmationPage,
    NationalLead,
    Nomination,
    PartnerNote,
    PlaceAllowance,
    SetUpStep,
    Source,
)
from enrolment.rules.places import NominationStatus
from enrolment.services.editions import retire
from lms.accounts.models import User
from lms.demo.mailbox import FolderTransport, letters
from tests.access.columns import APPOINTED, ROLES
from tests.cast import NOW, Cast
from tests.factories.attempts import AttemptFactory
from tests.factories.awards import AwardFactory, ManualFactory
from tests.factories.corrections import RemarkFactory
from tests.factories.delivering import belong
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.library import DocumentFactory, GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.messages import MessageFactory
from tests.factories.on_paper import on_paper
from tests.factories.packs import CoursePackFactory
from tests.factories.pages import CourseFactory, QuestionFactory, RubricFactory
from tests.factories.partners import AllowanceFactory, NationalLeadFactory, NominationFactory, TokenFactory
from tests.factories.paths import short_path
from tests.factories.pictures import ImageFactory, address_of
from tests.factories.staff import AffiliationFactory, CheckFactory
from tests.factories.study import EntryFactory, NoteFactory, practice_course
from tests.factories.uploads import add_by_row, upload_attempt


class World(Cast):
    """The cast with what they did; each thing is made when first named."""

    @property
    def in_columns(self) -> dict[str, User | None]:
        """Return one person for each column of the matrix; nobody for strangers."""
        people = ("zoe", "amir", "editor", "office", "lead", "otherlead", "coordinator", "trainer")
        self.partner, self.otherpartner  # noqa: B018  (their leads are appointed when they are made)
        columns = (*ROLES, *APPOINTED)
        return dict(zip(columns, [None, *(getattr(self, name) for name in people)], strict=True))

    @cached_property
    def course(self) -> CoursePage:
        """An open course of two lessons and a quiz, which Zoë takes and Amir does not."""
        course = CourseFactory(questions=2)
        EnrolmentFactory(learner=self.zoe, course=course)
        return course

    @cached_property
    def retired(self) -> RetiredActivity:
        """The last lesson of that course, which nobody needs any more."""
        key = LessonPage.objects.descendant_of(self.course).order_by("path").last().activity_key
        return retire(course=self.course, activity_key=key, reason="Out of date.", by=self.editor, at=NOW)

    @cached_property
    def pack(self) -> CoursePack:
        """That course as one PDF to print."""
        return CoursePackFactory(edition=self.course.editions.get(), ready=True)

    @cached_property
    def formal(self) -> CoursePage:
        """A course of a declaration and a name confirmation, which Zoë takes and Amir does not."""
        course = CourseFactory(lessons=0, formalities=True)
        EnrolmentFactory(learner=self.zoe, course=course)
        return course

    @property
    def declaration(self) -> DeclarationPage:
        """The declaration of that course."""
        return DeclarationPage.objects.descendant_of(self.formal).get()

    @property
    def name_page(self) -> NameConfirmationPage:
        """The name confirmation of that course."""
        return NameConfirmationPage.objects.descendant_of(self.formal).get()

    @cached_property
    def written_at(self) -> list[str]:
        """Course, lesson and block where Zoë wrote something, beside a note of hers."""
        entry = EntryFactory(enrolment=EnrolmentFactory(learner=self.zoe, course=practice_course()))
        course, key = entry.enrolment.course, str(entry.activity_key)
        NoteFactory(learner=self.zoe, course=course, activity_key=key)
        return [course.slug, key, str(entry.block_key)]

    @cached_property
    def finished(self) -> Enrolment:
        """A course with a quiz that Zoë has completed."""
        return EnrolmentFactory(learner=self.zoe, course=CourseFactory(questions=1), completed=True)

    @cached_property
    def award(self) -> Award:
        """Zoë's certificate; she belongs to a site that may deliver what it is for."""
        award = AwardFactory(enrolment__learner=self.zoe)
        belong(award)
        return award

    @cached_property
    def manual(self) -> Manual:
        """The manual that comes with Zoë's certificate, which she has not asked for yet."""
        return ManualFactory(programme=self.award.programme)

    @cached_property
    def place(self) -> PlaceAllowance:
        """Six places of the organisation that `lead` looks after, in the coordinator's region."""
        return AllowanceFactory(licence__site__organisation=self.partner, starts_on=localdate() - timedelta(days=30))

    @cached_property
    def national(self) -> NationalLead:
        """That Amir looks after SMART Recovery licences in Wales."""
        return NationalLeadFactory(person=self.amir)

    @cached_property
    def note(self) -> PartnerNote:
        """What the coordinator wrote down about the organisation that `lead` looks after."""
        about = {"organisation": self.place.licence.site.organisation, "happened_on": localdate(), "text": "Hello."}
        return PartnerNote.objects.create(written_by=self.coordinator, written_at=now(), **about)

    @cached_property
    def nominated(self) -> Nomination:
        """Somebody nominated by the lead, waiting for the coordinator."""
        return NominationFactory(allowance=self.place, nominated_by=self.lead)

    @cached_property
    def belongs(self) -> Affiliation:
        """That Zoë belongs to the site of those places."""
        return AffiliationFactory(person=self.zoe, site=self.place.licence.site)

    @cached_property
    def check(self) -> CheckConfirmation:
        """Zoë's check, which that organisation has seen."""
        return CheckFactory(person=self.zoe, organisation=self.partner)

    @cached_property
    def invited(self) -> Nomination:
        """Zoë, invited today to a place of the lead's organisation."""
        short_path()
        nomination = NominationFactory(
            allowance=self.place, nominated_by=self.lead, email=self.zoe.email, status=NominationStatus.INVITED
        )
        TokenFactory(nomination=nomination, issued_at=now(), expires_at=now() + timedelta(days=28))
        return nomination

    @cached_property
    def taken(self) -> Nomination:
        """Zoë on a place of the lead's organisation, with the course that it opened before her."""
        place = NominationFactory(allowance=self.place, nominated_by=self.lead, redeemed=True, learner=self.zoe)
        EnrolmentFactory(learner=self.zoe, source=Source.PLACE, nomination=place)
        return place

    @property
    def step(self) -> str:
        """The key of the first step of a site's set-up."""
        return SetUpStep.objects.earliest("position").key

    @property
    def code(self) -> str:
        """The code that Zoë was sent."""
        return code_of(self.invited, 1)

    @cached_property
    def attempt(self) -> Attempt:
        """Zoë's attempt in progress."""
        return self._attempt(self.course)

    @cached_property
    def work(self) -> Attempt:
        """Zoë's written task, handed in on a course of which Tom is a trainer."""
        attempt = AttemptFactory(awaiting_review=True, enrolment__learner=self.zoe)
        appoint_trainer(course=attempt.enrolment.course, person=self.trainer, by=None, at=NOW)
        return attempt

    @cached_property
    def paper(self) -> PaperEntry:
        """Zoë's answers on paper, entered by Tom and waiting to be compared."""
        return on_paper(self).entered()

    @cached_property
    def upload(self) -> Attempt:
        """Zoë's attempt in progress at a task that asks for a file."""
        return upload_attempt(self.zoe)

    @cached_property
    def handed_file(self) -> list[str]:
        """The attempt and the question of a file that Zoë handed in, on a course of which Tom is a trainer."""
        attempt = upload_attempt(self.zoe, awaiting_review=True)
        appoint_trainer(course=attempt.enrolment.course, person=self.trainer, by=None, at=NOW)
        return [attempt.pk, add_by_row(attempt).item_key]

    @property
    def appointment(self) -> CoursePageUserObjectPermission:
        """That Tom is a trainer of that course."""
        return CoursePageUserObjectPermission.objects.get(content_object=self.work.enrolment.course)

    @cached_property
    def rubric(self) -> Rubric:
        """What written answers are judged by."""
        return RubricFactory()

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

    @property
    def plain_page(self) -> Page:
        """A page of the site that everybody reads."""
        return StandardPage.objects.get(slug="privacy")

    def picture_on(self, *pages: Page) -> str:
        """Return the name of a picture that stands on `pages`, as its address has it."""
        return address_of(ImageFactory(on=pages)).removeprefix("/media/")

    @cached_property
    def confirmation_key(self) -> str:
        """The key of a mailed link that proves Amir's address."""
        return EmailConfirmationHMAC(self.amir.emailaddress_set.get()).key

    @property
    def word_list(self) -> WordList:
        """The words that are looked for everywhere."""
        return WordList.objects.get(key="general")

    @cached_property
    def allowed_word(self) -> AllowedWord:
        """A word that is meant on a page of the site."""
        about = {"phrase": "addict", "passage": "An addict.", "reason": "A quotation."}
        return AllowedWord.objects.create(page=self.plain_page, allowed_at=NOW, **about)

    def library_file(self, folder: str, *pages: Page) -> str:
        """Return the name under which a film, its captions or a document that stands on `pages` is stored."""
        if folder == "documents":
            return DocumentFactory(on=pages).file.name
        film = RecordingFactory(on=pages)
        return {"recordings": film.file, "captions": film.captions}[folder].name

    def kept(self, model: str) -> Model:
        """Return a row of the library."""
        return {"recording": RecordingFactory, "glossaryterm": GlossaryTermFactory, "tool": ToolFactory}[model]()

    @property
    def work_course(self) -> CoursePage:
        """The course that Zoë's written work belongs to, and the trainer looks after."""
        return self.work.enrolment.course

    @cached_property
    def remark(self) -> Remark:
        """That Zoë's pass rested on a wrong key, on a course of which Tom is a trainer."""
        attempt = AttemptFactory(passed=True, enrolment__learner=self.zoe)
        appoint_trainer(course=attempt.enrolment.course, person=self.trainer, by=None, at=NOW)
        return RemarkFactory(attempt=attempt, correction__made_by=self.editor)

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
