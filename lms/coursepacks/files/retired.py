"""Activities that nobody needs to do any more: a file may retire one with a reason, and never brings one back."""

from django.utils.translation import gettext as _

from courses.models import RetiredActivity
from lms.coursepacks.files.matching import Matches
from lms.coursepacks.files.planning import Plan, Step
from lms.coursepacks.files.problems import FolderError, Problems
from lms.coursepacks.files.reading import Described, PageFile


def plan_retired(plan: Plan, described: Described, matches: Matches) -> None:
    """Add to `plan` what `described` retires that is not retired on this site yet.

    Refuses: `retired_here`, for each file that does not know of a retirement. It may be older than that; to bring an
    activity back would ask people in progress for it again, and an editor is shown how many they are.
    """
    standing = RetiredActivity.objects.standing().filter(course=matches.course)
    reasons = dict(standing.values_list("activity_key", "reason")) if matches.course else {}
    problems = Problems()
    for page in described.pages:
        here = matches.pages.get(page.path)
        key = here.translation_key if here else page.key
        with problems.noted(file=page.path):
            _plan(plan, page, reasons.get(key) if key else None)
    problems.refuse()


def _plan(plan: Plan, page: PageFile, stands: str | None) -> None:
    if page.retired and stands is None:
        plan.retire.append(page)
        plan.steps.append(Step("retire", page.path, (page.retired,)))
    elif page.retired and stands != page.retired:
        plan.steps.append(Step("reuse", page.path, (_("it is retired here already: %s") % stands,)))
    elif stands is not None and not page.retired:
        words = _(
            "This is retired here (“%(reason)s”) and the file does not say so. Write “retired: …” with the reason into "
            "it, or bring the activity back in the admin first, under Activities of the course."
        )
        raise FolderError("retired_here", words % {"reason": stands})
