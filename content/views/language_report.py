"""The report on language: words that wait for a look, on live pages or drafts, and those that were allowed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F, TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from content.language import Watch, places_to_check
from content.models import AllowedWord, WatchedWord, WordKind
from content.places import Place, place_of
from lms.core.spreadsheets import csv_response


class Show(TextChoices):
    """Which words the report lists."""

    LIVE = "live", gettext_lazy("Waiting, on live pages and in further texts")
    DRAFTS = "drafts", gettext_lazy("Waiting, in drafts")
    ALLOWED = "allowed", gettext_lazy("Allowed, with the reason")


class ReportForm(forms.Form):
    """What is asked for."""

    show = forms.ChoiceField(label=gettext_lazy("Words"), choices=Show.choices, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("All kinds")), *WordKind.choices], required=False
    )


@dataclass(frozen=True)
class Line:
    """One word on one page, or in one row beside pages."""

    place: Place
    where: str
    word: str
    passage: str
    reason: str
    instead: str
    kind: str = ""
    allowed: AllowedWord | None = None

    @property
    def cells(self) -> list[Any]:
        """Return the line for a spreadsheet."""
        by = str(self.allowed.allowed_by or "") if self.allowed else ""
        on = f"{self.allowed.allowed_at:%Y-%m-%d}" if self.allowed else ""
        return [self.place.title, self.where, self.word, self.passage, self.reason, self.instead, by, on]


def waiting(*, drafts: bool) -> list[Line]:
    """Return the words that nobody changed or gave a reason for."""
    found = Watch().look_over(places_to_check(drafts=drafts))
    return [
        Line(place, one.where, one.finding.found, one.finding.passage, word.reason, word.instead, word.kind)
        for place, words in found
        for one in words
        if one.is_open and (word := one.finding.word)
    ]


def allowed_words() -> list[Line]:
    """Return the words that somebody allowed, with the reasons given: of pages first, in their order."""
    kinds = dict(WatchedWord.objects.values_list("phrase", "kind"))
    rows = AllowedWord.objects.select_related("page", "allowed_by").prefetch_related("row")
    pages_first = F("page__path").asc(nulls_last=True)
    return [
        Line(place, "", row.phrase, row.passage, row.reason, "", kinds.get(row.phrase, ""), row)
        for row in rows.order_by(pages_first, "content_type", "object_id", "phrase", "pk")
        if row.stands_on and (place := place_of(row.stands_on))
    ]


def lines_of(show: str) -> list[Line]:
    """Return the lines of the report."""
    return allowed_words() if show == Show.ALLOWED else waiting(drafts=show == Show.DRAFTS)


class LanguageReportView(WagtailAdminTemplateMixin, TemplateView):
    """Words of the whole site, for whoever publishes pages; `?export=csv` is the download of the same lines."""

    template_name = "content/admin/language_report.html"
    page_title = gettext_lazy("Language")
    header_icon = "warning"
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever publishes no page."""
        if not may_see_report(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or answer the download."""
        if request.GET.get("export") != "csv":
            page: HttpResponse = super().get(request, *args, **kwargs)
            return page
        header = [_("Page or text"), _("Where"), _("Word"), _("Passage"), _("Reason"), _("Instead"), _("By"), _("On")]
        return csv_response(filename="language.csv", header=header, rows=[line.cells for line in self.lines])

    @cached_property
    def asked(self) -> dict[str, str]:
        """What was asked for; what is not on offer is passed over."""
        form = ReportForm(self.request.GET)
        form.is_valid()
        return {"show": form.cleaned_data.get("show") or Show.LIVE, "kind": form.cleaned_data.get("kind", "")}

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the report, on pages this person may publish and in rows they may write."""
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "publish")
        pages = set(mine.values_list("pk", flat=True))
        kind = self.asked["kind"]
        return [
            line
            for line in lines_of(self.asked["show"])
            if kind in ("", line.kind)
            and (line.place.may_settle(self.request.user) if line.place.kind else line.place.row.pk in pages)
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to the download."""
        query = self.request.GET.copy()
        query["export"] = "csv"
        url = f"{self.request.path}?{query.urlencode()}"
        return [HeaderButton(_("Download as CSV"), url=url, icon_name="download")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        form = ReportForm(initial=self.asked)
        shows_allowed = self.asked["show"] == Show.ALLOWED
        return super().get_context_data(form=form, lines=self.lines, shows_allowed=shows_allowed, **kwargs)


def may_see_report(user: Any) -> bool:
    """Say whether the visitor publishes any page."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))


def report_url() -> str:
    """Return the address of the report."""
    return reverse("content_language_report")
