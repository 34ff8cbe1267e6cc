"""What Central Office types about partners: the forms only check, the services write."""

from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from enrolment.models import LicenceType, PartnerOrganisation, Region, Site
from lms.accounts.models import User

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


class SiteForm(SiteChangeForm):
    """A new site."""

    organisation = forms.ModelChoiceField(PartnerOrganisation.objects.all(), label=_("Partner organisation"))
    field_order = ("organisation", "name", "region")


class IssueForm(OfficeForm):
    """A licence year for a site."""

    site = forms.ModelChoiceField(Site.objects.select_related("organisation"), label=_("Site"))
    licence_type = forms.ModelChoiceField(LicenceType.objects.filter(on_sale=True), label=_("Licence type"))
    starts_on = forms.DateField(
        label=_("First day"),
        widget=AdminDateInput,
        initial=timezone.localdate,
        help_text=_("The licence year is twelve months from this day. Its training places end with it."),
    )


class AppointForm(OfficeForm):
    """Somebody with an account, and the day from which they look after something."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The address of somebody who has an account on the platform.")
    )
    starts_on = forms.DateField(label=_("From"), widget=AdminDateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_email(self) -> str:
        """Return the address; remember whose it is, or say how to add them and come back."""
        email: str = self.cleaned_data["email"].lower()
        self.person: User | None = User.objects.found_by_address(email)
        if self.person is None:
            raise forms.ValidationError(self._nobody(email), code="no_account")
        return email

    def _nobody(self, email: str) -> str:
        back = f"{self.address}?{urlencode({'email': email})}"
        add = f"{reverse('wagtailusers_users:add')}?{urlencode({'email': email, 'next': back})}"
        return format_html(
            '{} <a href="{}">{}</a>',
            gettext("Nobody has an account with this address yet."),
            add,
            gettext("Add this person first. Then you come back here."),
        )
