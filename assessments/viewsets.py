"""The question bank and its rubrics in the Wagtail admin."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from assessments.models import Question, QuestionBank, Rubric


class QuestionViewSet(SnippetViewSet):
    """Questions: searchable, by bank and kind, with export."""

    model = Question
    icon = "help"
    list_display: ClassVar[list[str]] = ["__str__", "bank", "kind"]
    list_filter: ClassVar[list[str]] = ["bank", "kind"]
    list_export: ClassVar[list[str]] = ["key", "bank", "kind", "prompt"]
    export_filename = "questions"
    list_per_page = 50


class QuestionBankViewSet(SnippetViewSet):
    """The shelves."""

    model = QuestionBank
    icon = "folder-open-inverse"
    list_display: ClassVar[list[str]] = ["name", "description"]
    search_fields: ClassVar[list[str]] = ["name", "description"]


class RubricViewSet(SnippetViewSet):
    """What written answers are judged by."""

    model = Rubric
    icon = "list-ol"
    list_display: ClassVar[list[str]] = ["name"]
    search_fields: ClassVar[list[str]] = ["name"]


class QuestionBankGroup(SnippetViewSetGroup):
    """One menu entry for all of them."""

    items = (QuestionViewSet, QuestionBankViewSet, RubricViewSet)
    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 250
