"""What editors fill in: a question fits its kind, and a page its course."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from assessments.rules import Kind
from courses.outline import course_of


class QuestionForm(WagtailAdminModelForm):
    """Refuses a question nobody could answer rightly, and a written one nobody could judge."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "options" in self.formsets:
            check = self._check_written if cleaned.get("kind") == Kind.WRITING else self._check_chosen
            check(cleaned)
        return cleaned

    def _check_written(self, cleaned: dict[str, Any]) -> None:
        if self._options():
            self.add_error("kind", _("A written answer has no answers to choose from. Please remove them."))
        if not cleaned.get("rubric") and "rubric" not in self.errors:
            self.add_error("rubric", _("Choose the rubric that trainers judge the answer by."))
        if self._is_asked_on_an_open_course():
            words = _("An open course asks this question. No trainer reads there, so it cannot become a written one.")
            self.add_error("kind", words)

    def _check_chosen(self, cleaned: dict[str, Any]) -> None:
        options = self._options()
        right = sum(bool(option.get("is_correct")) for option in options)
        if len(options) < 2:
            self.add_error("kind", _("Give at least two answers to choose from."))
        elif cleaned.get("kind") == Kind.SINGLE and right != 1:
            self.add_error("kind", _("Mark exactly one answer as right, or choose the other kind."))
        elif not right:
            self.add_error("kind", _("Mark at least one answer as right."))

    def _options(self) -> list[dict[str, Any]]:
        forms = [form for form in self.formsets["options"].forms if form.is_valid() and form.cleaned_data]
        return [form.cleaned_data for form in forms if not form.cleaned_data.get("DELETE")]

    def _is_asked_on_an_open_course(self) -> bool:
        uses = self.instance.uses.select_related("page") if self.instance.pk else ()
        return any(use.page.course.is_open for use in uses)


class AssessmentPageForm(WagtailAdminPageForm):
    """Refuses a written task on an open course: those are marked by the machine alone (domain B 24)."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        course = course_of(self.parent_page) if self.parent_page else None
        if course and course.is_open and "questions" in self.formsets:
            self._refuse_written(course.title)
        return cleaned

    def _refuse_written(self, title: str) -> None:
        words = _("“%(title)s” is an open course, where no trainer reads: it cannot ask for a written answer.")
        for form in self.formsets["questions"].forms:
            question = form.cleaned_data.get("question") if form.is_valid() else None
            if question and question.kind == Kind.WRITING and not form.cleaned_data.get("DELETE"):
                form.add_error("question", words % {"title": title})
