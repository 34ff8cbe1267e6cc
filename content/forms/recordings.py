"""The form of a recording: what is uploaded is looked into, and what published pages need is kept.

Whatever else brings recordings in (courses as files) asks the same functions.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from content.models import RecordingKind
from content.rules.captions import CAPTIONS_MEGABYTES
from content.rules.recordings import ENDINGS, HEAD_BYTES, is_captions, is_what_it_says
from content.scheduled import is_read_or_scheduled

MEGABYTE = 1024 * 1024
NEEDED = ("captions", "transcript")  # by the pages that show it


class RecordingForm(WagtailAdminModelForm):
    """A film or a sound recording, with captions and transcript."""

    def clean_file(self) -> Any:
        """Refuse what is too large, or is not what its name says."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            refuse_no_recording(file)
        return file

    def clean_captions(self) -> Any:
        """Refuse what is no WebVTT."""
        captions = self.cleaned_data["captions"]
        if isinstance(captions, UploadedFile):
            refuse_no_captions(captions)
        return captions

    def clean_transcript(self) -> str:
        """Count a transcript without a word as none."""
        return said_in(self.cleaned_data["transcript"])

    def clean(self) -> dict[str, Any]:
        """Refuse a file of the other kind, captions of a sound, and to take away what published pages need."""
        cleaned: dict[str, Any] = super().clean()
        kind, file = cleaned.get("kind"), cleaned.get("file")
        for name, words in wrong_kind(kind, file, cleaned.get("captions")):
            self.add_error(name, words)
        gone = [name for name in NEEDED if self.initial.get(name) and name in cleaned and not cleaned[name]]
        for name, words in missed(self.instance, gone):
            self.add_error(name, words)
        return cleaned


def refuse_no_recording(file: Any) -> None:
    """Refuse (ValidationError) a film or sound that is too large, or is not what its name says."""
    _refuse_larger(file, settings.RECORDING_MAX_MEGABYTES)
    if not is_what_it_says(_ending(file), _head(file)):
        raise ValidationError(
            _("This file is not what its name says. Please export it again as MP4, WebM, MP3, M4A or Ogg.")
        )


def refuse_no_captions(captions: Any) -> None:
    """Refuse (ValidationError) captions that are too large, or no WebVTT."""
    _refuse_larger(captions, CAPTIONS_MEGABYTES)
    if not is_captions(_head(captions)):
        raise ValidationError(_("This is not a WebVTT file: its first line must say WEBVTT."))


def said_in(transcript: Any) -> str:
    """Return the transcript; one without a word is none."""
    text = str(transcript or "")
    return text if strip_tags(text).strip() else ""


def wrong_kind(kind: Any, file: Any, captions: Any) -> Iterator[tuple[str, str]]:
    """Yield the field, and what is wrong with it, for a file of the other kind and for captions of a sound."""
    if kind and file and _ending(file) not in ENDINGS[kind]:
        yield "file", _("A film is an MP4 or WebM file, a sound recording an MP3, M4A or Ogg file.")
    if kind == RecordingKind.AUDIO and captions:
        yield "captions", _("Only films have captions. For a sound recording the transcript is enough.")


def missed(recording: Any, gone: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the field, and why it must stay, for each of NEEDED that is `gone` although pages show the recording."""
    if gone and recording.pk and is_read_or_scheduled(recording):
        for name in gone:
            yield (
                name,
                _(
                    "This recording is on published pages, or on one with a day set for it, so this must stay. "
                    "To remove it, take it off them first."
                ),
            )


def _ending(file: Any) -> str:
    return str(file.name).rpartition(".")[2].lower()


def _head(file: Any) -> bytes:
    file.seek(0)
    head: bytes = file.read(HEAD_BYTES)
    file.seek(0)
    return head


def _refuse_larger(file: Any, megabytes: int) -> None:
    size, limit = file.size or 0, megabytes * MEGABYTE
    if size > limit:
        sizes = {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        raise ValidationError(_("This file is %(size)s. Please keep it below %(limit)s.") % sizes)
