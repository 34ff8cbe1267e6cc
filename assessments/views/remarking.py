"""The admin pages on which an editor sees what a corrected key changes, and has attempts marked again by it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from assessments.forms.remarking import MarkAgainForm
from assessments.models import KeyCorrection, PassDecision, Question, Status
from assessments.paper import frozen_item
from assessments.permissions import may_publish_questions
from assessments.remarking import Effect, Hindrance
from assessments.services.remark_preview import Change, Preview, preview_remarking
from assessments.services.remarking import mark_again
from assessments.supporting import helps_somebody
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError
from lms.core.spreadsheets import csv_response

PER_PAGE: Final = 50
EFFECTS: Final = {
    Effect.PASSES: gettext_lazy("Now passed"),
    Effect.TO_TRAINER: gettext_lazy("Goes to a trainer"),
    Effect.PASS_WAITS: gettext_lazy("Would no longer pass; the pass stands until somebody decides"),
    Effect.MARKS: gettext_lazy("More or fewer marks, with the same outcome"),
    Effect.STAYS: gettext_lazy("Stays as it is: the learner has passed since, or has another attempt open"),
    Effect.IN_PROGRESS: gettext_lazy("Still being answered; marked by the corrected key when it is handed in"),
    Effect.NOTHING: gettext_lazy("Nothing changes"),
}
HINDRANCES: Final = {
    Hindrance.READ_BY_TRAINER: gettext_lazy("A trainer reads the answers, so there is no key."),
    Hindrance.OTHER_KIND: gettext_lazy("It was another kind of question then."),
    Hindrance.OTHER_ANSWERS: gettext_lazy("It had other answers then: some were added, removed or replaced since."),
    Hindrance.ANSWERS_CHANGED_PLACES: gettext_lazy(
        "An answer now reads as another one did then, so nobody can tell which of the two is meant. To correct a key, "
        "change which answer is right and leave the words."
    ),
    Hindrance.OTHER_SIDES: gettext_lazy("What an answer now belongs to was not there to choose then."),
    Hindrance.OTHER_GAPS: gettext_lazy("The text had other gaps then, or other words around them."),
    Hindrance.OTHER_STORY: gettext_lazy("The story had other situations or other ways on then."),
}


class _RemarkingView(WagtailAdminTemplateMixin, TemplateView):
    """What both pages share: who may come, the question, and the way here."""

    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not decide what is asked."""
        if not may_publish_questions(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def question(self) -> Question:
        """Return the question; 404 for one that is not there."""
        return get_object_or_404(Question.objects.select_related("bank"), pk=self.kwargs["pk"])

    @cached_property
    def running(self) -> KeyCorrection | None:
        """Return the correction that is not over yet, with how many attempts it has marked."""
        rows = KeyCorrection.objects.filter(question=self.question, finished_at=None)
        return rows.annotate(marked=Count("remarks")).first()

    @cached_property
    def preview(self) -> Preview:
        """Return what would change; nothing while it is being done, when it changes by itself."""
        return Preview() if self.running else preview_remarking(self.question, by=signed_in(self.request))

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
            *self.between(),
            {"url": "", "label": self.page_title},
        ]

    def between(self) -> list[dict[str, Any]]:
        """Return what stands between the question and this page."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "question": self.question,
            "running": self.running,
            "groups": list(groups_of(self.preview)),
            "changes": len(self.preview.changes),
            "hindered": list(hindered_of(self.preview)),
            "reworded": self.preview.reworded,
        }


class RemarkingView(_RemarkingView):
    """What marking again would come to, attempt by attempt; nobody is named. Below it what was done before."""

    template_name = "assessments/admin/remarking.html"
    page_title = gettext_lazy("Mark attempts again")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the same lines as CSV."""
        if request.GET.get("export") == "csv":
            name = f"marking-again-{self.question.key}.csv"
            return csv_response(filename=name, header=HEADER, rows=map(line_of, self.shown()))
        return super().get(request, *args, **kwargs)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way on, where there is something to mark, and to the file."""
        if not self.preview.changes:
            return []
        on = reverse("assessments_mark_again", args=[self.question.pk])
        query = f"?effect={self.asked}&export=csv" if self.asked else "?export=csv"
        return [
            HeaderButton(_("Mark again"), url=on, icon_name="check"),
            HeaderButton(_("Download as CSV"), url=query, icon_name="download"),
        ]

    @property
    def asked(self) -> str:
        """Return the group that was asked for; empty for all."""
        effect = self.request.GET.get("effect", "")
        return effect if effect in EFFECTS else ""

    def shown(self) -> Sequence[Change]:
        """Return the changes asked for, what needs a look first."""
        order = list(EFFECTS)
        found = [change for change in self.preview.changes if self.asked in ("", change.effect)]
        return sorted(found, key=lambda change: (order.index(change.effect), change.course, change.reference))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.shown(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "asked": self.asked,
            "page": page,
            "table": Table(list(columns()), [row_of(change) for change in page]),
            "history": history_of(self.question),
            "may_decide": helps_somebody(self.request.user),
        }


class MarkAgainView(_RemarkingView):
    """The sums once more, a reason, and the button."""

    template_name = "assessments/admin/remark_confirm.html"
    page_title = gettext_lazy("Mark again")
    form: MarkAgainForm | None = None
    sentence = ""

    def between(self) -> list[dict[str, Any]]:
        """Return the preview."""
        address = reverse("assessments_remarking", args=[self.question.pk])
        return [{"url": address, "label": _("Mark attempts again")}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; where there is nothing to do, lead to the page that says so."""
        if not self.preview.changes:
            return redirect("assessments_remarking", self.question.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark again what was shown, or say why not."""
        self.form = MarkAgainForm(request.POST)
        if request.POST.get("shown") != digest_of(self.question):
            return self._changed()
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        reason = self.form.cleaned_data["reason"]
        try:
            done = mark_again(question=self.question, reason=reason, by=signed_in(request), at=timezone.now())
        except DomainError as refusal:
            return self._refused(refusal)
        messages.success(request, words_for(done))
        return redirect("assessments_remarking", self.question.pk)

    def _changed(self) -> HttpResponse:
        self.sentence = _("The question has been changed since you opened this page. Please look once more.")
        return self.render_to_response(self.get_context_data(), status=409)

    def _refused(self, refusal: DomainError) -> HttpResponse:
        if refusal.code in {"reason_needed", "reason_too_long"} and self.form:
            self.form.add_error("reason", refusal.sentence)
            return self.render_to_response(self.get_context_data(), status=422)
        messages.warning(self.request, refusal.sentence)
        return redirect("assessments_remarking", self.question.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = digest_of(self.question)
        form = self.form or MarkAgainForm(initial={"shown": shown})
        return {**super().get_context_data(**kwargs), "form": form, "shown": shown, "sentence": self.sentence}


def digest_of(question: Question) -> str:
    """Return what tells whether the question is still the one that was shown."""
    return sha256(json.dumps(asdict(frozen_item(question)), sort_keys=True).encode()).hexdigest()


def groups_of(preview: Preview) -> Iterator[tuple[Effect, Any, int]]:
    """Yield each effect that there is, in words, with how many attempts come to it."""
    counts = preview.effects
    yield from ((effect, words, counts[effect]) for effect, words in EFFECTS.items() if counts[effect])


def hindered_of(preview: Preview) -> Iterator[tuple[int, Any]]:
    """Yield how many attempts cannot be marked again, and why."""
    yield from ((preview.hindered[why], words) for why, words in HINDRANCES.items() if preview.hindered[why])


HEADER: Final = [
    gettext_lazy("Attempt reference"),
    gettext_lazy("Course"),
    gettext_lazy("Quiz"),
    gettext_lazy("Attempt"),
    gettext_lazy("Per cent before"),
    gettext_lazy("Per cent after"),
    gettext_lazy("Outcome before"),
    gettext_lazy("Outcome after"),
    gettext_lazy("What becomes of it"),
]


def line_of(change: Change) -> list[Any]:
    """Return one line of the table and of the file."""
    before, after = ("" if percent is None else percent for percent in (change.percent_before, change.percent_after))
    outcomes = (str(Status(change.before).label), str(Status(change.after).label))
    where = (change.reference, change.course, change.quiz, change.number)
    return [*where, before, after, *outcomes, str(EFFECTS[change.effect])]


def columns() -> Iterator[Column]:
    """Yield the columns of the table, where before and after stand together."""
    labels = [*HEADER[:4], _("Per cent"), _("Outcome"), HEADER[-1]]
    for place, label in enumerate(labels):
        yield Column(f"c{place}", label=label, accessor=str(place))


def row_of(change: Change) -> list[Any]:
    """Return one line of the table, short enough to be read beside the others."""
    *where, before, after, outcome_before, outcome_after, becomes = line_of(change)
    percent = after if before == after else f"{before} → {after}"
    outcome = outcome_after if outcome_before == outcome_after else f"{outcome_before} → {outcome_after}"
    return [*where, percent, outcome, becomes]


def history_of(question: Question) -> list[KeyCorrection]:
    """Return the corrections made before, the newest first, with what they came to."""
    waits = Count("remarks", filter=Q(remarks__decision=PassDecision.WAITS))
    rows = KeyCorrection.objects.filter(question=question).exclude(finished_at=None).select_related("made_by")
    return list(rows.annotate(marked=Count("remarks"), waits=waits).order_by("-made_at")[:20])


def words_for(correction: KeyCorrection) -> str:
    """Return what was done, or that it goes on."""
    if correction.finished_at is None:
        return _("The attempts are being marked again. You may close this page; it goes on by itself.")
    count = correction.remarks.count()
    words = ngettext("%(n)d attempt was marked again.", "%(n)d attempts were marked again.", count)
    return words % {"n": count}
