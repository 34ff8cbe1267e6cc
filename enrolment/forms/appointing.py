"""Whom Central Office lets look after something, from which day to which; the services decide, the forms only check."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from enrolment.forms.office import OfficeForm
from enrolment.models import LicenceType, PartnerOrganisation, Site, SiteNation
from lms.accounts.models import User

# Beside which field a refusal of enrolment.services.appointments is shown.
FIELDS_OF_REFUSALS = {
    "already_appointed": "email",
    "own_role": "email",
    "cannot_sign_in": "email",
    "ends_before_start": "ends_on",
    "other_site": "site",
}


class AppointForm(OfficeForm):
    """Somebody with an account, and the days from which and until which they look after something."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The address of somebody who has an account on the platform.")
    )
    starts_on = forms.DateField(label=_("From"), widget=AdminDateInput, initial=timezone.localdate)
    ends_on = forms.DateField(
        label=_("Until"),
        widget=AdminDateInput,
        required=False,
        help_text=_("The last day, for somebody who covers for a colleague. Leave it empty for until further notice."),
    )

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

    @property
    def appointment(self) -> dict[str, Any]:
        """Return what the service is told: the person, and what else was chosen."""
        return {**{name: value for name, value in self.cleaned_data.items() if name != "email"}, "person": self.person}

    def _nobody(self, email: str) -> str:
        typed = {name: self.data[name] for name in self.fields if self.data.get(name)}
        back = f"{self.address}?{urlencode({**typed, 'email': email})}"
        add = f"{reverse('wagtailusers_users:add')}?{urlencode({'email': email, 'next': back})}"
        return format_html(
            '{} <a href="{}">{}</a>',
            gettext("Nobody has an account with this address yet."),
            add,
            gettext("Add this person first. Then you come back here."),
        )


class AppointLeadForm(AppointForm):
    """A SMART Lead: of the whole organisation, or of one of its sites."""

    site = forms.ModelChoiceField(
        Site.objects.none(),
        label=_("What they lead"),
        required=False,
        empty_label=_("The whole organisation"),
        help_text=_("A SMART Lead of one site sees the people of that site and no others."),
    )
    field_order = ("email", "site", "starts_on", "ends_on")

    def __init__(self, *args: Any, organisation: PartnerOrganisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["site"]
        field.queryset = organisation.sites.order_by("name")
        field.label_from_instance = lambda site: site.name


class NationalLeadForm(AppointForm):
    """Somebody who looks after the licences of one type in one nation."""

    licence_type = forms.ModelChoiceField(LicenceType.objects.all(), label=_("Licence type"))
    nation = forms.ChoiceField(choices=SiteNation.choices, label=_("Nation"))
    field_order = ("email", "licence_type", "nation", "starts_on", "ends_on")
