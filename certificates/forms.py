"""What somebody types who checks a certificate, takes one back, recognises who trained before, or writes a manual."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from certificates.further_texts import MANUALS
from certificates.models import Manual
from certificates.recognising import Line
from content.forms.words import WordsMixin
from content.places import Place
from content.services.language import allow_words
from courses.models import CoursePage
from enrolment.models import Site
from enrolment.services.recognition import REASON_LENGTH
from lms.accounts.forms.fields import NameField
from lms.accounts.models import User
from lms.core.tables import MAX_BYTES


class VerifyForm(forms.Form):
    """Serial number and surname: the names of the fields are a fixed contract."""

    serial = forms.CharField(
        label=_("Serial number"),
        max_length=40,
        help_text=_("It stands at the foot of the certificate, such as UKSR-2CD4-F6HX."),
        error_messages={"required": _("Please enter the serial number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    surname = forms.CharField(
        label=_("Surname"),
        max_length=150,
        help_text=_("Of the person on the certificate. Accents and capital letters do not matter."),
        error_messages={"required": _("Please enter the surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class RevokeForm(forms.Form):
    """Why an award is taken back."""

    reason = forms.CharField(
        label=_("Why is it revoked?"),
        max_length=1000,
        help_text=_("Colleagues read this later; the learner and whoever checks the certificate do not."),
        error_messages={"required": _("Please say why, so that colleagues understand it later.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RecogniseForm(forms.Form):
    """Somebody who trained before this system. The form only checks; the service writes."""

    name = NameField(
        label=_("Full name"),
        help_text=_("As it will be printed, unless they have an account: then its name is."),
        error_messages={"required": _("Please enter the name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Their certificate is announced there. Whoever has no account yet gets one."),
        error_messages={"required": _("Please enter the e-mail address.")},
    )
    is_them = forms.BooleanField(required=False, widget=forms.HiddenInput)
    programme = forms.ChoiceField(label=_("Programme"))
    trained_on = forms.DateField(
        label=_("Trained on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please enter the day on which they trained.")},
    )
    reason = forms.CharField(
        label=_("What shows it"),
        max_length=REASON_LENGTH,
        help_text=_("Colleagues read this later, such as “Certificate of 2019 seen”."),
        error_messages={"required": _("Please say what shows that they trained, such as an old certificate.")},
    )
    site = forms.ModelChoiceField(
        Site.objects.select_related("organisation"),
        label=_("Site"),
        required=False,
        empty_label=_("None"),
        help_text=_("Where they facilitate now, if you know. A manual opens only to people at a licensed site."),
    )

    def __init__(self, *args: Any, courses: Mapping[str, CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = courses
        self.fields["programme"].choices = [("", "–"), *((name, name) for name in courses)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask whether it is the same person, where the account of the address has another name than was typed."""
        asked: dict[str, Any] = self.cleaned_data
        known = User.objects.found_by_address(asked.get("email", ""))
        if known and asked.get("name") not in {None, known.full_name}:
            self.fields["is_them"] = forms.BooleanField(
                required=False, label=_("It is the same person: print the name of the account")
            )
            if not asked.get("is_them"):
                words = gettext("We know this address as %(name)s. Please tick this if it is the same person.")
                self.add_error("is_them", words % {"name": known.full_name})
        return asked

    @property
    def line(self) -> Line:
        """Return what the service takes (after validation)."""
        asked = self.cleaned_data
        about = {name: asked[name] for name in ("name", "trained_on", "reason", "site")}
        return Line(1, email=asked["email"].lower(), course=self.courses[asked["programme"]], **about)


class RecogniseManyForm(forms.Form):
    """A table of people who trained before, as a file or pasted."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        help_text=_("As a spreadsheet saves it; at most 10,000 rows and 2 MB."),
    )
    text = forms.CharField(
        label=_("Or paste the rows"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Copied from a spreadsheet, with or without the headings."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all."""
        if not self.errors and not self.cleaned_data["file"] and not self.cleaned_data["text"].strip():
            raise forms.ValidationError(_("Please choose a file, or paste some rows."))
        return self.cleaned_data

    @property
    def data_given(self) -> bytes | str:
        """Return the file as it is, else the text (after validation)."""
        file = self.cleaned_data["file"]
        return file.read(MAX_BYTES + 1) if file else self.cleaned_data["text"]


class ManualForm(WordsMixin, WagtailAdminModelForm):
    """A manual: a draft may say whatever it says, published its watched words have to be changed or given a reason."""

    def place_typed(self, cleaned: dict[str, Any]) -> Place | None:
        """Return the manual as it was typed, if people can then download it."""
        if not cleaned["published"]:
            return None
        about = {name: cleaned[name] for name in ("programme", "title", "body")}
        return Place(Manual(pk=self.instance.pk, **about), MANUALS)

    def save(self, commit: bool = True) -> Manual:
        """Keep the manual, and the reasons with it."""
        manual: Manual = super().save(commit)
        allow_words(on=manual, reasons=self.reasons, by=self.for_user, at=timezone.now())
        return manual
