"""The library as further texts of the language check: rows that no page shows. The others are read with their pages."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Model, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from content.models import GlossaryTerm, Recording, Tool
from content.registries import FurtherTexts


class LibraryTexts(FurtherTexts):
    """Rows of the library that stand on no page."""

    def live(self) -> QuerySet:
        rows: QuerySet = self.model._default_manager.exclude(pk__in=_shown_on_pages(self.model))
        return rows


class RecordingTexts(LibraryTexts):
    """Titles, captions and transcripts of films and sound recordings."""

    model = Recording


class GlossaryTexts(LibraryTexts):
    """Terms and what they mean."""

    model = GlossaryTerm


class ToolTexts(LibraryTexts):
    """Tools, what they are for, and what is written on a flipchart."""

    model = Tool


def _shown_on_pages(model: type[Model]) -> QuerySet:
    kinds = ContentType.objects.get_for_models(Page, model)
    shown = ReferenceIndex.objects.filter(base_content_type=kinds[Page], to_content_type=kinds[model])
    keys: QuerySet = shown.annotate(key=Cast("to_object_id", BigIntegerField())).values("key")
    return keys
