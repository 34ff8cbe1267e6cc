"""What courses puts on the shared shelves, called once from `ready()`."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.core.registries import NavigationItem, navigation, reference_loaders


def register() -> None:
    """Fill the registries of the core."""
    from courses.reference import load_course_shells, load_programmes

    reference_loaders.register("courses", load_course_shells)
    reference_loaders.register("programmes", load_programmes)
    navigation.register("courses", NavigationItem(_("Courses"), "courses:index", 10, everybody))


def everybody(request: HttpRequest) -> bool:
    """Show to every visitor."""
    return True
