"""What Central Office types about partners, sites and regions: the forms only check, the services write."""

from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from enrolment.models import PartnerKind, PartnerOrganisation, PayingRate, Region, SiteNation

NAME_LENGTH = 150


class OfficeForm(forms.Form):
    """A form for a command: begins with what the row says, or with what another page sent along."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        known = model_to_dict(instance, fields=list(self.base_fields)) if instance else {}
        super().__init__(*args, **{**kwargs, "initial": {**known, **kwargs.get("initial", {})}})


class PartnerForm(OfficeForm):
    """A partner organisation."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("As it stands in the Partnership Agreement.")
    )
    kind = forms.ChoiceField(label=_("Kind"), help_text=_("Reports count by it."))
    rate = forms.ChoiceField(
        label=_("Fees"), choices=PayingRate.choices, help_text=_("The column of the price list it pays by.")
    )
    issues_at_once = forms.BooleanField(
        label=_("Invitations go out at once"),
        required=False,
        help_text=_("A nomination of this organisation is issued as soon as it is made, without a coordinator."),
    )

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        is_ours = isinstance(instance, PartnerOrganisation) and instance.kind == PartnerKind.UKSR
        kinds = [kind for kind in PartnerKind if (kind == PartnerKind.UKSR) == is_ours]
        blank = [] if is_ours else [("", _("Please choose"))]
        self.fields["kind"].choices = [*blank, *((kind.value, kind.label) for kind in kinds)]  # type: ignore[attr-defined]


class RegionForm(OfficeForm):
    """A region."""

    name = forms.CharField(label=_("Name"), max_length=80)


class SiteChangeForm(OfficeForm):
    """A site that is known: its organisation stays."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("What people there call it, such as “Quay Street”.")
    )
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label=_("Region"),
        help_text=_("Its Community Coordinator issues the invitations for this site."),
    )
    nation = forms.ChoiceField(
        label=_("Nation"),
        choices=[("", _("Please choose")), *SiteNation.choices],
        help_text=_("It decides which check people need: DBS in England and Wales, PVG in Scotland, AccessNI."),
    )


class SiteForm(SiteChangeForm):
    """A new site."""

    organisation = forms.ModelChoiceField(PartnerOrganisation.objects.all(), label=_("Partner organisation"))
    field_order = ("organisation", "name", "region", "nation")
