"""Questions are kept in banks for the whole site: what an import may not change in them."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.models import AssessmentQuestion, Question
from courses.models import CoursePage
from lms.coursepacks.files.matching import Matches
from lms.coursepacks.files.naming import Library
from lms.coursepacks.files.pages import write_question
from lms.coursepacks.files.problems import FolderError, Problems
from lms.coursepacks.files.reading import Described
from lms.coursepacks.files.rows import complete


def refuse_questions_of_others(described: Described, matches: Matches, library: Library) -> None:
    """Refuse (`question_elsewhere`) every question that would read differently in another course, too.

    One that several courses ask stays as it is in each of them: it is changed in its bank, by whoever sees them all.
    """
    problems = Problems()
    for page in described.pages:
        for values in page.questions:
            with problems.noted(file=page.path):
                _refuse_change_elsewhere(values, matches.course, library)
    problems.refuse()


def _refuse_change_elsewhere(values: dict[str, Any], course: CoursePage | None, library: Library) -> None:
    row = Question.objects.filter(key=values["key"]).first() if values["key"] else None
    use = _use_elsewhere(row, course) if row else None
    if row and use and _said(row, library) != {**values, "key": str(row.key)}:
        words = _(
            "The question with the id %(key)s is asked in “%(page)s” of another course, and would change there. "
            "Change it in its question bank, or give the one of this file another id."
        )
        raise FolderError("question_elsewhere", words % {"key": row.key, "page": use.page.title})


def _use_elsewhere(row: Question, course: CoursePage | None) -> AssessmentQuestion | None:
    uses = AssessmentQuestion.objects.filter(question=row).select_related("page")
    return (uses.exclude(page__path__startswith=course.path) if course else uses).first()


def _said(row: Question, library: Library) -> dict[str, Any]:
    section = write_question(row, library)
    return {**complete(Question, section.value), "key": section.id}
