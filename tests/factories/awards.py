"""Awards by their row alone, issued at NOW for a completed course; manuals; personal copies of them.

Where the act itself matters (gate, audit, PDF, mail), call `certificates.services` instead.
"""

import factory
from django.utils import timezone

from certificates.models import Award, Manual, ManualIssue, Status
from certificates.numbers import new_code, new_serial
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import ProgrammeFactory

CHAPTERS = [
    (
        "chapter",
        {"title": "Before the meeting", "text": "<p>Open the door.</p><h3>The room</h3><ul><li>Chairs</li></ul>"},
    ),
    ("chapter", {"title": "After the meeting", "text": "<p>Close the door.</p>"}),
]


class FinishedFactory(EnrolmentFactory):
    """Somebody who has completed a course that qualifies for a programme; nobody was told yet."""

    completed = True
    course__awarding = True
    course__lessons = 0


class AwardFactory(factory.django.DjangoModelFactory[Award]):
    """An award that holds, without its PDF; `drawn=True` has one by name, `revoked=True`, `superseded=True` end it."""

    class Meta:
        model = Award

    class Params:
        drawn = factory.Trait(pdf_name="certificates/tests/a.pdf", pdf_stored_at=NOW)
        revoked = factory.Trait(status=Status.REVOKED, ended_at=NOW, end_reason="Issued by mistake")
        superseded = factory.Trait(status=Status.SUPERSEDED, ended_at=NOW)

    enrolment = factory.SubFactory(FinishedFactory)
    learner = factory.SelfAttribute("enrolment.learner")
    programme = factory.SelfAttribute("enrolment.course.programme")
    printed_name = factory.SelfAttribute("learner.full_name")
    programme_name = factory.SelfAttribute("programme.name")
    course_title = factory.SelfAttribute("enrolment.course.title")
    edition_number = 1
    issued_on = factory.LazyAttribute(lambda row: timezone.localdate(row.issued_at))
    issued_at = NOW
    serial = factory.LazyFunction(new_serial)
    code = factory.LazyFunction(new_code)


class ManualFactory(factory.django.DjangoModelFactory[Manual]):
    """A published manual of two chapters."""

    class Meta:
        model = Manual

    programme = factory.SubFactory(ProgrammeFactory)
    title = "Facilitator Manual"
    published = True
    body = factory.LazyFunction(lambda: CHAPTERS)


class ManualIssueFactory(factory.django.DjangoModelFactory[ManualIssue]):
    """Somebody's copy of the manual of their programme, asked for at NOW; `drawn=True` has a PDF by name."""

    class Meta:
        model = ManualIssue

    class Params:
        drawn = factory.Trait(pdf_name="manuals/tests/a.pdf", pdf_stored_at=NOW)

    award = factory.SubFactory(AwardFactory)
    manual = factory.SubFactory(ManualFactory, programme=factory.SelfAttribute("..award.programme"))
    requested_at = NOW
