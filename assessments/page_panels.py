"""What editors fill in: a quiz has something to ask, and fits its course."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from assessments.draws import Candidate, drawn, fits
from assessments.rules import READ_BY_TRAINER
from courses.outline import course_of

ASKS_NOTHING = gettext_lazy("A quiz asks something: add a question, or draw some from a bank.")


class AssessmentPageForm(WagtailAdminPageForm):
    """Refuses a page with nothing to ask, and draws that ask for more than there is.

    And a written task on an open course: those are marked by the machine alone (domain B 24). Draws never take one.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "questions" not in self.formsets or "draws" not in self.formsets:
            return cleaned
        questions = dict(self._filled("questions"))
        draws = dict(self._filled("draws"))
        asked = {data["question"].pk for data in questions.values()}
        course = course_of(self.parent_page) if self.parent_page else None
        if course and course.is_open:
            self._refuse_written(questions, course.title)
        if not questions and not draws and self._is_whole():
            self.formsets["questions"].non_form_errors().append(str(ASKS_NOTHING))
        self._refuse_too_many(asked, draws)
        return cleaned

    def _is_whole(self) -> bool:
        """Tell whether this is to be published, and nothing in it is refused already."""
        rows = (form for name in ("questions", "draws") for form in self.formsets[name].forms)
        return not self.is_deferred_validation and all(form.is_valid() for form in rows)

    def _filled(self, name: str) -> Iterator[tuple[forms.ModelForm, dict[str, Any]]]:
        """Yield each row of an inline list that is filled in and stays, with what it says."""
        for form in self.formsets[name].forms:
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form, form.cleaned_data

    def _refuse_written(self, questions: dict[forms.ModelForm, dict[str, Any]], title: str) -> None:
        words = _("“%(title)s” is an open course, where no trainer reads: it cannot ask for a written answer.")
        for form, data in questions.items():
            if data["question"].kind in READ_BY_TRAINER:
                form.add_error("question", words % {"title": title})

    def _refuse_too_many(self, asked: set[int], draws: dict[forms.ModelForm, dict[str, Any]]) -> None:
        """Refuse draws that ask for more than is published with their tags and is not asked anyway."""
        wanted = [form.instance.tags for form in draws]
        shelf = [one for bank in {data["bank"] for data in draws.values()} for one in _candidates(bank)]
        free = [one for one in shelf if one.key not in asked]
        taken = drawn(wanted, free, seed=0)
        for form, tags, keys in zip(draws, wanted, taken, strict=True):
            there = sum(fits(tags, one) for one in free)
            if there < tags.count:
                form.add_error("count", _too_few(there))
            elif len(keys) < tags.count:
                form.add_error("count", _("Other draws take from the same questions. Left here: %d.") % len(keys))


def _candidates(bank: Any) -> list[Candidate]:
    """Return what is published in `bank` and marked by the machine."""
    rows = bank.questions.filter(live=True).exclude(kind__in=READ_BY_TRAINER).order_by("pk")
    return [Candidate(*row) for row in rows.values_list("pk", "bank", "point", "tool", "difficulty")]


def _too_few(there: int) -> str:
    if not there:
        return _("No question in this bank fits: it has to be published, marked by the machine, and not asked above.")
    return (
        ngettext(
            "%d question in this bank fits: published, marked by the machine, and not asked above.",
            "%d questions in this bank fit: published, marked by the machine, and not asked above.",
            there,
        )
        % there
    )
