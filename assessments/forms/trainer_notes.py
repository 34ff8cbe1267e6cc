"""What a trainer writes about an activity, for colleagues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.forms.words import WordsMixin
from content.markup import to_rich_text
from content.places import Place
from courses.further_texts import TRAINER_NOTES
from courses.models import CoursePage
from courses.services.trainer_notes import note_saying

LONGEST = 5000


class TrainerNoteForm(WordsMixin, forms.Form):
    """One text, in the marks of Markdown, which are how people write anyway. Its watched words need a reason."""

    text = forms.CharField(
        label=_("Note for trainers"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("An empty line begins a paragraph, a dash a point of a list. Left empty, there is no note."),
    )

    def __init__(self, *args: Any, course: CoursePage, activity_key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        self.activity_key = activity_key

    def place_typed(self, cleaned: dict[str, Any]) -> Place:
        """Return the note as it was typed."""
        note = note_saying(course=self.course, activity_key=self.activity_key, text=to_rich_text(cleaned["text"]))
        return Place(note, TRAINER_NOTES)
