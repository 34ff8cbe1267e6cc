"""The admin page that says how a question works: from marked attempts, and about nobody."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from assessments.items import Item, Option
from assessments.models import Question
from assessments.permissions import may_change_questions
from assessments.reports import WITH_CHOICES, asked_of, pages_asking
from assessments.statistics import Figures, figures_of
from lms.core.spreadsheets import csv_response

LOW_FACILITY, HIGH_FACILITY, LOW_DISCRIMINATION = 0.3, 0.9, 0.2


class QuestionStatisticsView(WagtailAdminTemplateMixin, TemplateView):
    """How many were asked, how much of the marks they earned, whether it tells people apart, what was chosen."""

    template_name = "assessments/admin/question_statistics.html"
    page_title = gettext_lazy("Statistics")
    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change questions."""
        if not may_change_questions(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the same figures as CSV."""
        if request.GET.get("export") == "csv":
            header = [_("What"), _("Figure")]
            return csv_response(filename=f"question-{self.question.key}.csv", header=header, rows=self.rows())
        return super().get(request, *args, **kwargs)

    @cached_property
    def question(self) -> Question:
        """Return the question; 404 for one that is not there."""
        return get_object_or_404(Question.objects.select_related("bank"), pk=self.kwargs["pk"])

    @cached_property
    def found(self) -> tuple[Figures, Item | None]:
        """Return the figures, and the question as it was asked last."""
        rows, item = asked_of(self.question)
        return figures_of(rows), item

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to the form, and to the file."""
        edit = reverse("wagtailsnippets_assessments_question:edit", args=[self.question.pk])
        return [
            HeaderButton(_("Edit"), url=edit, icon_name="edit"),
            HeaderButton(_("Download as CSV"), url="?export=csv", icon_name="download"),
        ]

    def get_page_subtitle(self) -> str:
        """Return which question it is."""
        return str(self.question)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        listing = reverse("wagtailsnippets_assessments_question:list")
        edit = reverse("wagtailsnippets_assessments_question:edit", args=[self.question.pk])
        return [
            *self.breadcrumbs_items,
            {"url": listing, "label": capfirst(Question._meta.verbose_name_plural)},
            {"url": edit, "label": str(self.question)},
            {"url": "", "label": _("Statistics")},
        ]

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield each figure with its name; with too few attempts, only how many there are."""
        figures, item = self.found
        yield _("Marked attempts that were asked it"), str(figures.attempts)
        if not self.says_something or item is None:
            return
        yield _("Facility: the mean part of the marks"), in_per_cent(figures.facility)
        yield _("Discrimination: agrees with the rest of the quiz, -1 to 1"), in_hundredths(figures.discrimination)
        for option in options_of(item):
            right = _("right") if option.correct else _("wrong")
            name = _("Chose “%(answer)s” (%(right)s)") % {"answer": option.text, "right": right}
            yield name, in_per_cent(figures.count_of(option.key) / figures.attempts)

    @property
    def says_something(self) -> bool:
        """Tell whether there are figures: enough attempts, and a question that the machine marks."""
        figures, item = self.found
        return figures.are_enough and item is not None and not item.is_written

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures, item = self.found
        columns = [Column("what", label=_("What"), accessor="0"), Column("figure", label=_("Figure"), accessor="1")]
        return {
            **super().get_context_data(**kwargs),
            "table": Table(columns, list(self.rows())),
            "figures": figures,
            "is_read": item is not None and item.is_written,
            "hints": list(hints(figures)) if self.says_something else [],
            "pages": pages_asking(self.question),
        }


def options_of(item: Item) -> list[Option]:
    """Return what could be chosen, where choosing tells something."""
    ways = [way for situation in item.situations for way in situation.ways]
    return [*item.options, *ways] if item.kind in WITH_CHOICES else []


def hints(figures: Figures) -> Iterator[str]:
    """Yield what the figures may mean, as something to look at and never as a verdict."""
    if figures.facility is not None and figures.facility < LOW_FACILITY:
        yield _("Few answer it rightly. Perhaps it is hard, or its words or its right answer need a look.")
    if figures.facility is not None and figures.facility > HIGH_FACILITY:
        yield _("Nearly everybody answers it rightly. That is fine for what everybody should know.")
    if figures.discrimination is not None and figures.discrimination < LOW_DISCRIMINATION:
        yield _("Those who do well in the rest hardly do better here. Perhaps it can be read in two ways.")


def in_per_cent(part: float | None) -> str:
    """Return a part of one as a whole percentage, or a dash."""
    return "–" if part is None else f"{part:.0%}"


def in_hundredths(number: float | None) -> str:
    """Return a number with two places, or a dash."""
    return "–" if number is None else f"{number:.2f}"
