"""The admin pages that bring questions in from a file, looked at before it is stored, and take a bank out as one."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.exchange.taking_out import Taken, Written, take_out
from assessments.forms.exchange import BringInForm, TakeOutForm
from assessments.models import Question, QuestionKind
from assessments.permissions import may_bring_in_questions, may_change_questions, may_publish_questions
from assessments.services.importing import (
    AT_ONCE,
    DryRun,
    Line,
    Outcome,
    OutcomeChangedError,
    dry_run,
    import_questions,
)
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError
from lms.core.spreadsheets import csv_response

LIST: Final = "wagtailsnippets_assessments_question:list"
# Questions of a dry run that the page shows; the CSV has them all.
SHOWN: Final = 300
WORDS: Final = {
    Outcome.NEW: gettext_lazy("New"),
    Outcome.UNFINISHED: gettext_lazy("New, as a draft to be finished"),
    Outcome.THERE: gettext_lazy("There already"),
    Outcome.REFUSED: gettext_lazy("Left out"),
}
KINDS_OF_FILES: Final = {Written.GIFT: "text/plain; charset=utf-8", Written.MOODLE: "application/xml"}


class _ExchangeView(WagtailAdminTemplateMixin, TemplateView):
    """What both pages share: who may come, and the way here."""

    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not."""
        if not self.is_let_in(request):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def is_let_in(self, request: HttpRequest) -> bool:
        """Tell whether the visitor may come here."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        listing = {"url": reverse(LIST), "label": capfirst(Question._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]


class BringInView(_ExchangeView):
    """A file: shown question by question first, stored together when confirmed, as it was shown."""

    template_name = "assessments/admin/import_questions.html"
    page_title = gettext_lazy("Bring in questions")
    form: BringInForm | None = None
    run: DryRun | None = None
    sentence = ""

    def is_let_in(self, request: HttpRequest) -> bool:
        """Tell whether the visitor may add questions."""
        return may_bring_in_questions(request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows: what needs a look first."""
        lines = sorted(self.run.lines, key=lambda line: not line.needs_attention) if self.run else []
        return super().get_context_data(
            form=self.form or self.form_for(initial={"bank": self.request.GET.get("bank")}),
            run=self.run,
            sentence=self.sentence,
            lines=[ShownLine(line) for line in lines[:SHOWN]],
            more=max(len(lines) - SHOWN, 0),
            now=min(len(self.run.stored), AT_ONCE) if self.run else 0,
            summary=list(summary_of(self.run)) if self.run else [],
            **kwargs,
        )

    def form_for(self, *args: Any, **kwargs: Any) -> BringInForm:
        """Return the form as this visitor has it."""
        user = signed_in(self.request)
        return BringInForm(*args, user=user, may_publish=may_publish_questions(user), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what the file would do; once confirmed, do it."""
        form = self.form = self.form_for(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(422)
        try:
            return self.answer(form)
        except OutcomeChangedError as changed:
            self.run, self.sentence = changed.run, changed.sentence
        except DomainError as refusal:
            self.sentence = refusal.sentence
        return self.page(409)

    def answer(self, form: BringInForm) -> HttpResponse:
        """Do what was pressed with a file that could be read."""
        reading, shelf, pressed = form.cleaned_data["reading"], form.shelf, self.request.POST.get("do")
        if pressed == "confirm":
            by, at, shown = signed_in(self.request), timezone.now(), self.request.POST.get("shown", "")
            made = import_questions(reading=reading, shelf=shelf, shown=shown, written=reading.written, by=by, at=at)
            words = ngettext("%(n)d question is brought in.", "%(n)d questions are brought in.", len(made))
            messages.success(self.request, words % {"n": len(made)})
            self.run = dry_run(reading=reading, shelf=shelf)
            if self.run.stored:
                return self.page()
            return redirect(f"{reverse(LIST)}?bank={shelf.bank.pk}")
        self.run = dry_run(reading=reading, shelf=shelf)
        return as_csv(self.run) if pressed == "download" else self.page()

    def page(self, status: int = 200) -> HttpResponse:
        """Return the page, with everything that was typed."""
        return self.render_to_response(self.get_context_data(), status=status)


class ShownLine:
    """One question of a file in words."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.words = WORDS[line.outcome]
        self.kind = QuestionKind(line.kind).label if line.kind else "–"
        self.sentences = (*line.reasons, *line.notes)


def summary_of(run: DryRun) -> Iterator[str]:
    """Yield how many questions there are of each outcome."""
    for outcome, words in WORDS.items():
        if run.counts[outcome]:
            yield f"{words}: {run.counts[outcome]}"


def as_csv(run: DryRun) -> HttpResponse:
    """Return what would come of every question, and what there is to know of the file, as a table to download."""
    header = [_("Line"), _("Title"), _("Kind"), _("What would happen"), _("Notes")]
    rows = [["", _("The whole file"), "", "", note] for note in run.notes]
    rows += [
        [str(row.line.number), row.line.title, str(row.kind), str(row.words), " ".join(row.sentences)]
        for row in map(ShownLine, run.lines)
    ]
    return csv_response(filename="questions-checked.csv", header=header, rows=rows)


class TakeOutView(_ExchangeView):
    """A bank as a file: first what is left out of it and why, then the file."""

    template_name = "assessments/admin/export_questions.html"
    page_title = gettext_lazy("Take out questions")

    def is_let_in(self, request: HttpRequest) -> bool:
        """Tell whether the visitor keeps the bank."""
        return may_change_questions(request.user)

    @cached_property
    def form(self) -> TakeOutForm:
        """Return the form, filled in once a bank was chosen."""
        return TakeOutForm(self.request.GET if "written" in self.request.GET else None, initial=self.request.GET.dict())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the file."""
        taken = self.taken() if self.form.is_valid() else None
        if taken and taken.drafts and request.GET.get("do") == "download":
            return self.file(taken)
        return self.render_to_response(self.get_context_data(form=self.form, taken=taken))

    def taken(self) -> Taken:
        """Return the bank as the file says it."""
        return take_out(self.form.cleaned_data["bank"], self.form.cleaned_data["written"])

    def file(self, taken: Taken) -> HttpResponse:
        """Return the file as a download."""
        written = self.form.cleaned_data["written"]
        name = f"{slugify(self.form.cleaned_data['bank'].name) or 'questions'}.{written.value}"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(taken.file(written), content_type=KINDS_OF_FILES[written], headers=disposition)
