"""Bringing in questions from a file, and taking a bank out as one."""

from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange import read_questions
from assessments.exchange.limits import MOST_BYTES
from assessments.exchange.taking_out import Written
from assessments.models import QuestionBank, Rubric
from assessments.services.importing import Shelf
from lms.accounts.models import User
from lms.core.errors import DomainError

# How long a file that was looked at can be confirmed, in seconds.
HELD_FOR: Final = 24 * 60 * 60
PASTED: Final = "pasted"


class BringInForm(forms.Form):
    """A file or pasted text, and where its questions go; `cleaned_data` gains `reading`.

    `held`: the file as it was looked at, signed for this person, so that nobody has to choose it twice.
    """

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("GIFT or Moodle XML, at most 2 MB and 2,000 questions."),
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml,text/plain,text/xml,application/xml"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the questions"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "dir": "auto"}),
    )
    bank = forms.ModelChoiceField(label=gettext_lazy("Bank"), queryset=QuestionBank.objects.all())
    rubric = forms.ModelChoiceField(
        label=gettext_lazy("Rubric of what a trainer reads"),
        queryset=Rubric.objects.all(),
        required=False,
        empty_label=gettext_lazy("None: leave out what a trainer reads"),
    )
    published = forms.ChoiceField(
        label=gettext_lazy("They come in"),
        choices=[("", gettext_lazy("as drafts, to be looked at first")), ("yes", gettext_lazy("published"))],
        required=False,
        help_text=gettext_lazy("What is unfinished stays a draft in any case."),
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"assessments.exchange.{user.pk}"
        self.held_name = self.held_value = ""
        if not may_publish:
            del self.fields["published"]

    def clean(self) -> dict[str, Any]:
        """Read the questions; what cannot be read at all is said next to the field it came by."""
        cleaned: dict[str, Any] = super().clean() or {}
        upload, pasted = cleaned.get("file"), cleaned.get("text") or ""
        if upload and pasted.strip():
            self.add_error("file", _("Please either choose a file or paste the questions, not both."))
            return cleaned
        if pasted.strip():
            # The mark says how the letters are written, whatever the text itself says of that.
            return cleaned | self._read(pasted.encode("utf-8-sig", errors="replace"), PASTED, "text")
        if upload is not None:
            return cleaned | self._read(upload.read(MOST_BYTES + 1), upload.name, "file")
        return cleaned | self._again(cleaned.get("held") or "")

    def _again(self, held: str) -> dict[str, Any]:
        """Read the file that was looked at before."""
        try:
            said = signing.loads(held, salt=self.salt, max_age=HELD_FOR)
        except signing.BadSignature:
            words = _("Please choose the file again.") if held else _("Please choose a file or paste the questions.")
            self.add_error("file", words)
            return {}
        return self._read(said["data"].encode("latin-1"), said["name"], "file")

    def _read(self, data: bytes, name: str, field: str) -> dict[str, Any]:
        try:
            reading = read_questions(data, name=name)
        except DomainError as refusal:
            self.add_error(field, refusal.sentence)
            return {}
        if field == "file":
            said = {"name": name, "data": data.decode("latin-1")}
            self.held_name, self.held_value = name, signing.dumps(said, salt=self.salt, compress=True)
        return {"reading": reading}

    @property
    def shelf(self) -> Shelf:
        """Return where the questions go (after validation)."""
        asked = self.cleaned_data
        return Shelf(asked["bank"], asked["rubric"], bool(asked.get("published")))


class TakeOutForm(forms.Form):
    """Which bank, and how it is written."""

    bank = forms.ModelChoiceField(label=gettext_lazy("Bank"), queryset=QuestionBank.objects.all())
    written = forms.TypedChoiceField(
        label=gettext_lazy("Written as"),
        choices=[(Written.GIFT.value, "GIFT"), (Written.MOODLE.value, "Moodle XML")],
        coerce=Written,
        initial=Written.GIFT.value,
    )
