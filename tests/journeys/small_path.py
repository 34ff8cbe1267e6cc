"""The three courses of the path to SMART Facilitator, each as short as can be, so that a journey is walked whole."""

from courses.models import CoursePage
from courses.services.editions import publish_edition
from tests.cast import NOW
from tests.factories.pages import (
    AssessmentPageFactory,
    DeclarationPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    NameConfirmationPageFactory,
)

OPEN, GATED = ("introduction-to-smart", "getting-smart"), "smart-facilitator"


def fill_path() -> None:
    """Write a lesson and a quiz into the open courses; into SMART Facilitator all that it needs, and publish."""
    for slug in OPEN:
        module = ModulePageFactory(parent=CoursePage.objects.get(slug=slug))
        LessonPageFactory.create_batch(2, parent=module)
        AssessmentPageFactory(parent=module)
    module = ModulePageFactory(parent=CoursePage.objects.get(slug=GATED))
    LessonPageFactory(parent=module)
    DeclarationPageFactory(parent=module, title="Code of Conduct")
    NameConfirmationPageFactory(parent=module, title="Your name")
    AssessmentPageFactory(parent=module, title="A short quiz")
    AssessmentPageFactory(parent=module, title="Plan a meeting", writing=True, attempts_allowed=3)
    for slug in (*OPEN, GATED):
        publish_edition(course=CoursePage.objects.get(slug=slug), by=None, at=NOW)
