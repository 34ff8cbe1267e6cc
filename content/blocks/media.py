"""Pictures, film, sound and files to take away: from our own storage, with words for whoever cannot see or hear."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

GROUP = _("Pictures, film and files")
TRANSCRIPT = "<p>Let us take one urge and watch it. It rises, it stays for a while, and it falls.</p>"


class DescribedImageBlock(ImageBlock):
    """Wagtail's image block, which suggests the image's title as its words: often a mere file name, so refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["alt_text"].field.help_text = _("What the picture shows, for people who cannot see it.")
        self.child_blocks["decorative"].field.help_text = _("Tick when nothing is lost without the picture.")

    def clean(self, value: Any) -> Any:
        """Refuse words that are only the name of the file."""
        cleaned = super().clean(value)
        alt = cleaned and not cleaned.decorative and cleaned.contextual_alt_text
        if (
            alt
            and not self.is_deferred_validation
            and alt in {cleaned.title, Path(cleaned.filename).stem}
            and not cleaned.description
        ):
            words = _("This is the name of the file. Please say what the picture shows, or mark it as decorative.")
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(words)})
        return cleaned


class PictureBlock(blocks.StructBlock):
    """An image with its alternative text (or marked as decorative) and perhaps a caption."""

    image = DescribedImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture, with words for people who cannot see it")
        template = "content/blocks/picture.html"
        preview_template = "content/previews/picture.html"
        group = GROUP


class RecordingBlock(blocks.StructBlock):
    """What film and sound share: a recording from the library, which must be complete before it is published."""

    kind: ClassVar[str]
    wrong_kind: ClassVar[Promise]
    lacks: ClassVar[dict[tuple[str, ...], Promise]]

    def clean(self, value: Any) -> Any:
        """Refuse a recording of the other kind, and to publish one that some people could not follow."""
        cleaned = super().clean(value)
        sentence = self._problem(cleaned["recording"])
        if sentence:
            raise StructBlockValidationError(block_errors={"recording": ValidationError(str(sentence))})
        return cleaned

    def _problem(self, recording: Any) -> Promise | None:
        if recording is None:
            return None
        if recording.kind != self.kind:
            return self.wrong_kind
        return None if self.is_deferred_validation else self.lacks.get(recording.lacks)

    def get_preview_value(self) -> Any:
        """Return a recording that is in no library."""
        model = self.child_blocks["recording"].target_model
        shown = model(kind=self.kind, title="Watching an urge", seconds=95, transcript=TRANSCRIPT)
        return self._to_struct_value([("recording", shown), ("caption", "")])


class VideoBlock(RecordingBlock):
    """A film with captions and a transcript."""

    recording = SnippetChooserBlock("content.Recording", label=_("Film"))
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))

    kind = "video"
    wrong_kind = _("This is a sound recording. Please choose a film, or use the block for sound.")
    lacks: ClassVar = {
        ("captions", "transcript"): _("This film has no captions and no transcript yet: add both, then publish."),
        ("captions",): _("This film has no captions yet: add them to the film, then publish."),
        ("transcript",): _("This film has no transcript yet: add it to the film, then publish."),
    }

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film from our own library, with captions and a transcript")
        template = "content/blocks/video.html"
        group = GROUP


class AudioBlock(RecordingBlock):
    """Something to listen to, with a transcript."""

    recording = SnippetChooserBlock("content.Recording", label=_("Sound"))
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))

    kind = "audio"
    wrong_kind = _("This is a film. Please choose a sound recording, or use the block for films.")
    lacks: ClassVar = {
        ("transcript",): _("This recording has no transcript yet: add it to the recording, then publish."),
    }

    class Meta:
        icon = "comment"
        label = _("Sound")
        description = _("A sound recording from our own library, with a transcript")
        template = "content/blocks/audio.html"
        group = GROUP


class DownloadBlock(blocks.StructBlock):
    """A file to take away; says what it is and how large."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        required=False, max_length=120, label=_("Title"), help_text=_("Left empty: the title of the file.")
    )
    text = blocks.CharBlock(required=False, max_length=255, label=_("What it is for"))

    def get_preview_value(self) -> Any:
        """Return a file that is in no library."""
        shown = get_document_model()(title="Urge Log to print", file="urge-log.pdf", file_size=48_200)
        return self._to_struct_value([("document", shown), ("title", ""), ("text", "One sheet for one week.")])

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file to keep or print; says its type and size")
        template = "content/blocks/download.html"
        group = GROUP
