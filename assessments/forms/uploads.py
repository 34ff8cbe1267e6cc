"""The form of a question that asks for a file; what is chosen is looked into before anything else is done with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from assessments.services.uploading import file_sentence, most_bytes, most_in_words, too_large_sentence
from assessments.uploads import ENDINGS, TABLE, FileRefusal, cleaned_name, refuse_file

# Phones offer their camera, and turn their own kind of picture into one of these, when the list names media types.
ACCEPTED = ",".join([*(f".{ending}" for ending in ENDINGS), *(kind.media_type for kind in TABLE)])


class UploadForm(forms.Form):
    """One file. `has_file`: one is kept already, and this would take its place."""

    file = forms.FileField(max_length=255, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}))

    def __init__(self, *args: Any, has_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.label = _("Choose another file") if has_file else _("Your file")
        words = _(
            "A document (PDF, Word, ODT or plain text), a picture (JPEG, PNG or WebP) or a recording (MP3, M4A, Ogg, "
            "WAV or WebM), up to %(most)s. Please leave out names of people you write or speak about."
        )
        field.help_text = words % {"most": most_in_words()}
        field.error_messages["required"] = _("Choose a file first, or leave it for later.")

    def clean_file(self) -> UploadedFile:
        """Refuse what is empty, too large, of no kind we take, or not what its name says."""
        file: UploadedFile = self.cleaned_data["file"]
        refusal = refuse_file(cleaned_name(file.name or ""), file, size=file.size or 0, most=most_bytes())
        if refusal:
            raise ValidationError(file_sentence(refusal), code=refusal)
        return file

    @classmethod
    def too_large(cls, *, has_file: bool) -> "UploadForm":
        """Return the form as it says that a file is too large which nobody has read."""
        form = cls({}, has_file=has_file)
        form.errors["file"] = form.error_class([ValidationError(too_large_sentence(), code=FileRefusal.TOO_LARGE)])
        return form
