"""What courses puts on the shared shelves, called once from `ready()`."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from content.registries import further_texts, further_word_lists
from lms.core.registries import NavigationItem, integrity_checks, navigation, reference_loaders


def register() -> None:
    """Fill the registries of the core."""
    from courses.further_texts import TRAINER_NOTES, TrainerNoteTexts
    from courses.integrity import retired_findings
    from courses.reference import load_course_shells, load_programmes, load_second_reader

    integrity_checks.register("retired activities", retired_findings)
    reference_loaders.register("courses", load_course_shells)
    reference_loaders.register("programmes", load_programmes)
    reference_loaders.register("second reader", load_second_reader)
    further_word_lists.register("programmes", lists_of_programmes)
    further_texts.register(TRAINER_NOTES, TrainerNoteTexts())
    navigation.register("courses", NavigationItem(_("Courses"), "courses:index", 10, everybody))


def lists_of_programmes() -> Iterable[tuple[str, int]]:
    """Yield the place in the page tree of each course whose programme has a list of its own, and that list."""
    from courses.models import CoursePage

    courses = CoursePage.objects.filter(programme__word_list__isnull=False)
    return courses.values_list("path", "programme__word_list")


def everybody(request: HttpRequest) -> bool:
    """Show to every visitor."""
    return True
