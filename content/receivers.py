"""Bodies are made anew when something they quote changes (content.rendering); reasons go with what they are about."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from content.models import AllowedWord, GlossaryTerm, Recording, Tool
from content.places import place_of
from content.rendering import forget_bodies


def connect() -> None:
    """Hear of changes to what bodies quote (words of the library, pictures, files, addresses of pages), and of ends."""
    for model in (GlossaryTerm, Recording, Tool, get_image_model(), get_document_model()):
        post_save.connect(_begin_anew, sender=model, dispatch_uid=f"content.saved.{model.__name__}")
        post_delete.connect(_begin_anew, sender=model, dispatch_uid=f"content.deleted.{model.__name__}")
    post_delete.connect(_begin_anew_after_page, dispatch_uid="content.deleted.page")
    page_slug_changed.connect(_begin_anew, dispatch_uid="content.renamed.page")
    post_page_move.connect(_begin_anew, dispatch_uid="content.moved.page")
    post_delete.connect(_forget_reasons, dispatch_uid="content.deleted.row")


def _begin_anew(sender: Any, **kwargs: Any) -> None:
    # Only once the change is there for everybody: a body made before would be kept with the old words.
    transaction.on_commit(forget_bodies, robust=True)


def _begin_anew_after_page(sender: type[Model], **kwargs: Any) -> None:
    if issubclass(sender, Page):
        _begin_anew(sender)


def _forget_reasons(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """No key leads from an allowed word to a row beside pages, so the database takes none along."""
    place = place_of(instance)
    if place and place.kind:
        AllowedWord.objects.on(instance).delete()
