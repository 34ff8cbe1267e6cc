"""What a learner posts on the page of a declaration and of a name confirmation."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enrolment.models import DeclarationPage
from lms.accounts.forms.fields import NameField


class DeclarationForm(forms.Form):
    """One tick box; the digest of the words shown travels with it."""

    agree = forms.BooleanField(
        error_messages={"required": _("Tick the box if you agree. Until then, nothing is kept.")}
    )
    words = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, page: DeclarationPage) -> None:
        super().__init__(data, initial={"words": page.words_digest})
        self.page = page
        self.fields["agree"].label = page.agreement

    def ask_again(self, sentence: str) -> None:
        """Show the words as they are now, with the box empty and `sentence` beside it."""
        self.add_error("agree", sentence)
        self.data = {"words": self.page.words_digest}


class NameForm(forms.Form):
    """The name to be printed."""

    name = NameField(
        label=_("Your name on the certificate"),
        help_text=_("Change it if it should be printed in another way. Your account keeps the name it has."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
