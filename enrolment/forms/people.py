"""What is said of people at sites: that they leave or move, and which check was seen. The services judge the days."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from enrolment.forms.appointing import AppointForm
from enrolment.forms.office import OfficeForm
from enrolment.managers import SiteQuerySet
from enrolment.models import BelongingKind, CheckKind, Site


class DayInput(forms.DateInput):
    """A calendar where the browser has one, else a box to type into."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LeaveForm(forms.Form):
    """The last day at a site."""

    last_day = forms.DateField(
        label=_("Their last day"),
        initial=timezone.localdate,
        widget=DayInput,
        help_text=_("Today, or the day on which they leave."),
    )


class MoveForm(forms.Form):
    """Another site of the organisation, and the first day there."""

    to_site = forms.ModelChoiceField(Site.objects.none(), label=_("Their new site"))
    on = forms.DateField(label=_("Their first day there"), initial=timezone.localdate, widget=DayInput)

    def __init__(self, *args: Any, sites: SiteQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_site"]
        field.queryset = sites
        field.label_from_instance = lambda site: site.name


class CheckForm(forms.Form):
    """Which check was seen, and when; why none is needed, where that may be."""

    kind = forms.ChoiceField(label=_("What you have seen"), widget=forms.RadioSelect)
    seen_on = forms.DateField(
        label=_("The day on which you saw it"),
        initial=timezone.localdate,
        widget=DayInput,
        help_text=_("Please look at the document itself. We keep no copy and no number of it."),
    )
    reason = forms.CharField(
        label=_("Why no check is needed"),
        max_length=255,
        required=False,
        help_text=_("Only where you choose “Not applicable”."),
    )

    def __init__(self, *args: Any, kinds: Collection[CheckKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in kinds]
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]
        if CheckKind.NOT_APPLICABLE not in kinds:
            del self.fields["reason"]


class AffiliationForm(AppointForm):
    """Somebody with an account, and the site to which they belong from a day on."""

    site = forms.ModelChoiceField(Site.objects.select_related("organisation"), label=_("Site"))
    kind = forms.ChoiceField(label=_("Belongs as"), choices=BelongingKind.choices)
    ends_on = None  # type: ignore[assignment]  # how a form leaves out a field of its base
    field_order = ("email", "site", "kind", "starts_on")


class LastDayForm(OfficeForm):
    """The last day at a site, as Central Office was told."""

    last_day = forms.DateField(label=_("Last day"), widget=AdminDateInput, initial=timezone.localdate)
