"""Forms of the coordinator's desk."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment.managers import NominationQuerySet, SiteQuerySet
from enrolment.models import NoteKind, PartnerNote, Site


class ReasonForm(forms.Form):
    """Why a nomination is refused, in words for the SMART Lead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The SMART Lead reads this. Please say what would help."),
        error_messages={"required": _("Please give a reason. The SMART Lead reads it.")},
    )


class IssueForm(forms.Form):
    """Which nominations of the queue go out: `ticked` those chosen, `shown` all that stood on the page.

    The button pressed says which of the two is meant, so that nothing goes out that nobody has seen.
    """

    def __init__(self, data: QueryDict, *, rows: NominationQuerySet) -> None:
        super().__init__(data)
        self.name = "shown" if "all" in data else "ticked"
        self.fields[self.name] = forms.ModelMultipleChoiceField(rows, required=False)
        self.asked = bool(data.getlist(self.name))

    @property
    def chosen(self) -> list[Any]:
        """Return the nominations, longest waiting first; call after `is_valid()`."""
        return sorted(self.cleaned_data[self.name], key=lambda row: (row.nominated_at, row.pk))


class NoteForm(forms.Form):
    """A note about a partner, or a visit to it."""

    kind = forms.ChoiceField(label=_("Is it"), choices=NoteKind.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day of the visit, or of what the note is about."),
    )
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, empty_label=_("The whole organisation")
    )
    text = forms.CharField(
        label=_("What should be remembered"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("About the organisation and its meetings, never about one person who learns."),
        error_messages={"required": _("Please write a sentence or two.")},
    )

    def __init__(self, data: Any = None, *, sites: SiteQuerySet, note: PartnerNote | None = None) -> None:
        super().__init__(data, initial=self._begin(note))
        site = self.fields["site"]
        site.queryset = sites  # type: ignore[attr-defined]  # a ModelChoiceField
        site.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]  # as above

    @staticmethod
    def _begin(note: PartnerNote | None) -> dict[str, Any]:
        if note is None:
            return {"kind": NoteKind.NOTE, "happened_on": timezone.localdate()}
        return {"kind": note.kind, "happened_on": note.happened_on, "site": note.site_id, "text": note.text}
