"""The question bank and its rubrics in the Wagtail admin."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetChosenMultipleView, SnippetChosenView
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup
from wagtail.snippets.widgets import AdminSnippetChooser

from assessments.models import Question, QuestionBank, Rubric
from assessments.permissions import may_bring_in_questions, may_change_questions, may_publish_questions
from lms.core.spreadsheets import plain_cell


class QuestionListView(IndexView):
    """The list, whose exports hold no formula, with the ways in and out by file."""

    custom_value_preprocess: ClassVar = {**IndexView.custom_value_preprocess, str: {"csv": plain_cell}}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the usual buttons, and the ways in and out by file."""
        buttons = [*super().header_more_buttons]
        if may_bring_in_questions(self.request.user):
            buttons.append(Button(_("Bring in questions"), reverse("assessments_bring_in"), icon_name="upload"))
        if may_change_questions(self.request.user):
            buttons.append(Button(_("Take out questions"), reverse("assessments_take_out"), icon_name="download"))
        return buttons


class QuestionEditView(EditView):
    """The form, with the ways to what is known of the question."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the usual buttons, where it is used, and how it works."""
        where = reverse(self.usage_url_name, args=[self.object.pk])
        how = reverse("assessments_question_statistics", args=[self.object.pk])
        buttons = [
            *super().header_more_buttons,
            Button(_("Where it is used"), url=where, icon_name="link", priority=40),
            Button(_("Statistics"), url=how, icon_name="history", priority=50),
        ]
        if may_publish_questions(self.request.user):
            again = reverse("assessments_remarking", args=[self.object.pk])
            buttons.append(Button(_("Mark attempts again"), url=again, icon_name="check", priority=60))
        return buttons


class NamesDrafts:
    """Beside what names a chosen question: whoever chooses a draft for a quiz reads that it is not asked yet."""

    def get_display_title(self, instance: Question) -> str:
        """Return the name of the question, and what it waits for."""
        return str(instance) if instance.live else gettext("Draft, not asked until it is published: %s") % instance


class QuestionChooser(NamesDrafts, AdminSnippetChooser):
    """The field of a form that holds a chosen question."""


class QuestionChosenView(NamesDrafts, SnippetChosenView):
    """The answer to choosing one."""


class QuestionsChosenView(NamesDrafts, SnippetChosenMultipleView):
    """The answer to choosing several."""


class QuestionChooserViewSet(SnippetChooserViewSet):
    """Choosing questions for a quiz; the list marks drafts, too."""

    base_widget_class = QuestionChooser
    chosen_view_class = QuestionChosenView
    chosen_multiple_view_class = QuestionsChosenView


def state_in_words(question: Question) -> str:
    """Return whether the question is asked; Wagtail's own column would read a revision for each row."""
    if not question.live:
        return gettext("Draft")
    return gettext("Asked, changes not published") if question.has_unpublished_changes else gettext("Asked")


class QuestionViewSet(SnippetViewSet):
    """Questions: searched, by tags and whether they are asked, with drafts, history and export."""

    model = Question
    icon = "help"
    index_view_class = QuestionListView
    edit_view_class = QuestionEditView
    chooser_viewset_class = QuestionChooserViewSet
    list_display: ClassVar[list[Any]] = [
        "__str__",
        "bank",
        "kind",
        Column("point", label=_("Point"), accessor="get_point_display", sort_key="point"),
        "tool",
        Column("difficulty", label=_("Difficulty"), accessor="get_difficulty_display", sort_key="difficulty"),
        Column("live", label=_("Status"), accessor=state_in_words, sort_key="live"),
    ]
    list_filter: ClassVar[list[str]] = ["bank", "kind", "point", "tool", "difficulty", "live"]
    list_export: ClassVar[list[str]] = [
        "key",
        "name",
        "bank",
        "get_kind_display",
        "words",
        "marks",
        "get_point_display",
        "tool",
        "get_difficulty_display",
        "live",
    ]
    export_headings: ClassVar = {
        "get_kind_display": _("Kind"),
        "words": _("Question"),
        "get_point_display": _("Point of the programme"),
        "get_difficulty_display": _("Difficulty"),
        "live": _("Asked"),
    }
    export_filename = "questions"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Return the questions with what the list names."""
        return Question.objects.select_related("bank", "tool")


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
