"""Notes for trainers as further texts of the language check: no page shows them, trainers read them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.registries import FurtherTexts
from courses.models import TrainerNote

TRAINER_NOTES = "trainer-notes"


class TrainerNoteTexts(FurtherTexts):
    """Notes about activities that are there; what speaks of others is shown to nobody."""

    model = TrainerNote

    def live(self) -> QuerySet:
        about = Page.objects.filter(translation_key=OuterRef("activity_key"), path__startswith=OuterRef("course__path"))
        return TrainerNote.objects.filter(Exists(about)).select_related("course").order_by("course__path", "pk")

    def path(self, row: TrainerNote) -> str:
        return row.course.path

    def title(self, row: TrainerNote) -> str:
        return _("Note for trainers: %(activity)s") % {"activity": self._page(row).title}

    def editor(self, row: TrainerNote) -> str:
        return reverse("courses_trainer_note", args=[self._page(row).pk])

    def may_settle(self, user: Any, row: TrainerNote) -> bool:
        """Say whether `user` may edit the activity, and so write the note."""
        return bool(self._page(row).permissions_for_user(user).can_edit())

    def _page(self, row: TrainerNote) -> Page:
        """Return the activity; the course for a note whose activity has gone."""
        page = Page.objects.descendant_of(row.course).filter(translation_key=row.activity_key).first()
        return page or row.course
