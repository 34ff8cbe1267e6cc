"""Nominating from a list: brought, looked at with nothing written, confirmed as it was shown."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from enrolment.forms.nominating import ManyForm
from enrolment.models import BelongingKind
from enrolment.rules.lists import Verdict
from enrolment.services.allowances import refuse_unless_live
from enrolment.services.many import DryRun, Line, OutcomeChangedError, dry_run, nominate_many
from enrolment.services.nominations import refuse_satellite
from enrolment.statements import statement_of
from enrolment.views.placing import PlaceView
from lms.accounts.models import NAME_SENTENCES
from lms.accounts.rules import name_problem
from lms.core.errors import DomainError
from lms.core.spreadsheets import csv_response

ROWS_SHOWN: Final = 100
PROBLEMS_SHOWN: Final = 20


class NominateManyView(PlaceView):
    """Bring a list and see what would come of it; confirm, change or download what was seen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unless_live(self.allowance, at=self.at)
            refuse_satellite(self.allowance)
        except DomainError as refusal:
            return self.form_page(None, sentence=refusal.sentence)
        return self.form_page(ManyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("do") == "change":
            return self.form_page(ManyForm(initial=request.POST.dict()))
        form = ManyForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.form_page(form, status=422)
        try:
            return self.answer(form)
        except OutcomeChangedError as changed:
            return self.checked_page(form, changed.run, sentence=changed.sentence, status=409)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_page(form, status=409)

    def answer(self, form: ManyForm) -> HttpResponse:
        """Do what was pressed with a list that could be read."""
        pressed, entries = self.request.POST.get("do"), form.cleaned_data["entries"]
        about = {"allowance": self.allowance, "entries": entries, "by": self.request.user, "at": self.at}
        if pressed == "confirm":
            made = nominate_many(**about, shown=self.request.POST.get("shown", ""))
            messages.success(self.request, nominated_words(len(made)))
            return redirect(self.desk)
        run = dry_run(**about)
        return as_csv(run, form) if pressed == "download" else self.checked_page(form, run)

    def form_page(self, form: ManyForm | None, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show the form, or the sentence instead where there is none, with the places as they are."""
        parent = self.parent_year() if self.allowance.licence.licence_type.is_satellite else None
        context = {"statement": statement_of(self.allowance, at=self.at), "parent": parent}
        return self.page("enrolment/nominating/many.html", form=form, sentence=sentence, status=status, **context)

    def checked_page(self, form: ManyForm, run: DryRun, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show what would come of the list, which goes along to be confirmed."""
        table = form.cleaned_data["table"]
        context = {
            "checked": CheckedList(run),
            "table": table,
            "problems": table.problems[:PROBLEMS_SHOWN],
            "text": table.text.replace("\0", "\ufffd"),  # no form field takes a NUL; the row stays unreadable
            "kind": form.cleaned_data["kind"],
            "statement": statement_of(self.allowance, at=self.at),
        }
        return self.page("enrolment/nominating/many_checked.html", sentence=sentence, status=status, **context)


@dataclass(frozen=True)
class ShownLine:
    """One row in words."""

    line: Line

    @property
    def words(self) -> str:
        """Return what would come of the row."""
        return str(WORDS[self.line.verdict]())

    @property
    def tag(self) -> str:
        """Return which shape of status goes with it."""
        return {Verdict.GOOD: "todo", Verdict.ALREADY: "done"}.get(self.line.verdict, "needs-you")

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what to know besides: why a name is none, where somebody is known."""
        problem = name_problem(self.line.entry.named.name) if self.line.verdict is Verdict.NAME_WRONG else None
        return (str(NAME_SENTENCES[problem]),) if problem else self.line.notes

    @property
    def kind(self) -> str:
        """Return how they belong to the site."""
        return str(BelongingKind(self.line.entry.named.kind).label)


@dataclass(frozen=True)
class CheckedList:
    """What the page shows of a dry run."""

    run: DryRun

    @cached_property
    def first(self) -> list[ShownLine]:
        """Return the rows that are shown, those that need a look before the others."""
        lines = sorted(self.run.lines, key=lambda line: not line.needs_attention)
        return [ShownLine(line) for line in lines[:ROWS_SHOWN]]

    @property
    def hidden(self) -> int:
        """Return how many rows are not shown."""
        return len(self.run.lines) - len(self.first)

    @property
    def summary(self) -> str:
        """Return what would come of the list, in one sentence or two."""
        counts = self.run.counts
        good, already = counts[Verdict.GOOD], counts[Verdict.ALREADY]
        others = len(self.run.lines) - good - already
        said = [
            ngettext("%(count)d person will be nominated.", "%(count)d people will be nominated.", good)
            % {"count": good}
        ]
        if already:
            words = ngettext("%(count)d is nominated already.", "%(count)d are nominated already.", already)
            said.append(words % {"count": already})
        if others:
            words = ngettext("%(count)d row needs a look.", "%(count)d rows need a look.", others)
            said.append(words % {"count": others})
        return " ".join(said)


WORDS: Final = {
    Verdict.GOOD: lambda: _("Will be nominated"),
    Verdict.ALREADY: lambda: _("Nominated already"),
    Verdict.NAME_WRONG: lambda: _("The name is missing or looks wrong"),
    Verdict.ADDRESS_WRONG: lambda: _("The address looks wrong"),
    Verdict.KIND_UNKNOWN: lambda: _("The kind is not known"),
    Verdict.TWICE: lambda: _("Twice in the list"),
    Verdict.NO_PLACE: lambda: _("No place left"),
}


def nominated_words(count: int) -> str:
    """Return what is read once a list is nominated."""
    words = ngettext(
        "%(count)d person is nominated, and a place is held for them.",
        "%(count)d people are nominated, and a place is held for each of them.",
        count,
    )
    return words % {"count": count}


def as_csv(run: DryRun, form: ManyForm) -> HttpResponse:
    """Return what would come of every row, and the rows that could not be read, as a table to download."""
    header = [_("Row"), _("Name"), _("E-mail"), _("Kind"), _("What would come of it"), _("Notes")]
    shown = (ShownLine(line) for line in run.lines)
    rows: list[list[Any]] = [
        [
            row.line.entry.number,
            row.line.entry.named.name,
            row.line.entry.named.email,
            row.kind,
            row.words,
            " ".join(row.notes),
        ]
        for row in shown
    ]
    rows += [["", "", "", "", _("Could not be read"), problem] for problem in form.cleaned_data["table"].problems]
    return csv_response(filename="list-checked.csv", header=header, rows=rows)


@require_safe
@login_required
def example(request: HttpRequest) -> HttpResponse:
    """Return a small list as it should look; the people in it are invented."""
    header = [_("Name"), _("E-mail"), _("Kind")]
    people = [("Rowan Price", BelongingKind.STAFF), ("Zoë Ŵyn-Łukasz", BelongingKind.VOLUNTEER)]
    people += [("فاطمة الزهراء", BelongingKind.PEER)]
    rows = [(name, f"person.{n}@example.org", kind.label) for n, (name, kind) in enumerate(people, start=1)]
    return csv_response(filename="people-to-nominate.csv", header=header, rows=rows)
