"""The admin form of a question: it insists that the right answers fit the kind."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.rules import Kind


class QuestionForm(WagtailAdminModelForm):
    """Refuses a question nobody could answer rightly."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "options" in self.formsets:
            self._check_right_answers(cleaned.get("kind"))
        return cleaned

    def _check_right_answers(self, kind: str | None) -> None:
        forms = [form for form in self.formsets["options"].forms if form.is_valid() and form.cleaned_data]
        kept = [form.cleaned_data for form in forms if not form.cleaned_data.get("DELETE")]
        right = sum(bool(option.get("is_correct")) for option in kept)
        if kind == Kind.SINGLE and right != 1:
            self.add_error("kind", _("Mark exactly one answer as right, or choose the other kind."))
        elif not right:
            self.add_error("kind", _("Mark at least one answer as right."))
