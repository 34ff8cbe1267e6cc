"""Films and sound recordings from our own storage, with what people need who cannot hear or see them."""

from pathlib import Path
from typing import ClassVar

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from lms.core.models import status_is_known

MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
}

LACKING = {"captions": _("captions"), "transcript": _("transcript")}


class RecordingKind(models.TextChoices):
    """What a recording is."""

    VIDEO = "video", _("Film")
    AUDIO = "audio", _("Sound")


class Recording(index.Indexed, models.Model):
    """A film or a sound recording. It can be used while captions or transcript are missing, but not published."""

    kind = models.CharField(_("kind"), max_length=8, choices=RecordingKind.choices)
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(
        _("file"),
        upload_to="recordings/",
        validators=[FileExtensionValidator(["mp4", "webm", "mp3", "m4a", "ogg"])],
    )
    poster = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("A still picture, shown before the film is played."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to="captions/",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("A WebVTT file: what is said, shown while it plays."),
    )
    transcript = RichTextField(
        _("transcript"),
        features=["bold", "italic", "ol", "ul"],
        blank=True,
        help_text=_("All that is said, and what is seen where it matters."),
    )
    seconds = models.PositiveIntegerField(_("length in seconds"), default=0)

    search_fields: ClassVar[list] = [index.SearchField("title"), index.AutocompleteField("title")]
    panels: ClassVar[list] = [
        FieldPanel(name) for name in ("kind", "title", "file", "seconds", "poster", "captions", "transcript")
    ]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["title", "pk"]
        constraints = [
            status_is_known("kind", RecordingKind, name="recording_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=RecordingKind.VIDEO) | Q(captions=""), name="only_films_have_captions"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def media_type(self) -> str:
        """Return what browsers call this kind of file."""
        return MEDIA_TYPES.get(Path(self.file.name or "").suffix.lower(), f"{self.kind}/*")

    @property
    def length(self) -> str:
        """Return its length as players show it, such as 1:35."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def lacks_in_words(self) -> str:
        """Return what is missing as people say it; nothing when it is complete."""
        return ", ".join(str(LACKING[name]) for name in self.lacks)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return the names of what must be there before a page with it is published."""
        wanted = ("captions", "transcript") if self.kind == RecordingKind.VIDEO else ("transcript",)
        return tuple(name for name in wanted if not getattr(self, name))
