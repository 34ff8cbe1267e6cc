"""The code that somebody types who was nominated."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.links import CODE_LENGTH, find_token
from lms.core.signing import tidy_code


class CodeForm(forms.Form):
    """One code as it stands in the message; the whole link will do too."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=300,
        help_text=_("12 letters and digits, such as 7K2M-9QRX-4BTD. Capitals and hyphens do not matter."),
        error_messages={
            "required": _("Please type the code from your message."),
            "too_short": _("A code has 12 letters and digits; this has %(count)d. Please look whether one is missing."),
            "unknown": _(
                "We do not know this code. Please compare it with your message, letter by letter. If you had more "
                "than one message, use the newest."
            ),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input--code"}
        ),
    )

    def clean_code(self) -> str:
        """Return the end of the address of its page: the code as we write it, with the proof if a link was pasted."""
        code = tidy_code(self.cleaned_data["code"].strip().rstrip("/").rpartition("/")[2])
        if len(code) < CODE_LENGTH:
            raise self._refusal("too_short", count=len(code))
        if find_token(code) is None:
            raise self._refusal("unknown")
        return code

    @property
    def is_unknown(self) -> bool:
        """Tell whether there is no such code: what somebody would meet who tries codes out."""
        return self.has_error("code", "unknown")

    def _refusal(self, code: str, **values: int) -> forms.ValidationError:
        return forms.ValidationError(self.fields["code"].error_messages[code], code=code, params=values)
