"""The worksheets of the programme as they are filled in: each kind is a few groups of fields, in plain values."""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.interactive import Field, Group, Row

URGES, VALUES, STEPS = 4, 5, 3


class WorksheetKind(models.TextChoices):
    """Which sheet it is."""

    COST_BENEFIT = "cost-benefit", gettext_lazy("Cost-Benefit Analysis")
    ABC = "abc", gettext_lazy("ABC")
    URGE_LOG = "urge-log", gettext_lazy("Urge Log")
    VALUES = "values", gettext_lazy("Hierarchy of Values")
    CHANGE_PLAN = "change-plan", gettext_lazy("Change Plan")
    BALANCE_PIE = "balance-pie", gettext_lazy("Lifestyle Balance Pie")


def sheet(kind: str) -> tuple[Group, ...]:
    """Return what there is to fill in on a sheet of this kind, in the reader's language."""
    return SHEETS[WorksheetKind(kind)]()


def every_field() -> tuple[Field, ...]:
    """Return the fields of all sheets: no two sheets have a field of the same name."""
    return tuple(field for kind in WorksheetKind for group in sheet(kind) for field in group.fields)


def _lines(heading: str, *fields: Field) -> Group:
    return Group("list", heading, tuple(Row(field.label, (field,)) for field in fields))


def _long(name: str, label: str, help_text: str = "") -> Field:
    return Field(name, label, help_text, "long")


def _cost_benefit() -> tuple[Group, ...]:
    subject = Field("subject", _("What I am looking at"), _("One thing you do, such as drinking on weekdays."))
    cells = (
        _long("going-on-good", _("Going on: what it gives me")),
        _long("going-on-cost", _("Going on: what it costs me")),
        _long("stopping-good", _("Stopping: what it would give me")),
        _long("stopping-cost", _("Stopping: what it would cost me")),
    )
    quadrants = Group("quadrants", _("Both sides of both choices"), tuple(Row(cell.label, (cell,)) for cell in cells))
    note = _("Mark what counts now with S (short) and what counts in a year with L (long).")
    return _lines("", subject), quadrants, _lines("", _long("conclusion", _("What I see when I look at it all"), note))


def _abc() -> tuple[Group, ...]:
    return (
        _lines(
            "",
            _long("a", _("A: What happened"), _("Only what a camera would have seen and heard.")),
            _long("b", _("B: What I told myself about it")),
            _long("c", _("C: What I felt and did then")),
            _long("d", _("D: How I can question that thought"), _("Is it true? Does it help me? Who says so?")),
            _long("e", _("E: What I could tell myself instead, and what would follow")),
        ),
    )


def _urge_log() -> tuple[Group, ...]:
    columns = (
        ("when", _("Day and time")),
        ("strength", _("How strong (1-10)")),
        ("trigger", _("What set it off")),
        ("lasted", _("How long it lasted")),
        ("did", _("What I did, and how it felt")),
    )
    rows = tuple(_urge(number, columns) for number in range(1, URGES + 1))
    return (Group("table", _("My urges"), rows, tuple(words for _name, words in columns)),)


def _urge(number: int, columns: tuple[tuple[str, str], ...]) -> Row:
    label = _("Urge %(number)d") % {"number": number}
    return Row(label, tuple(_cell(f"urge-{number}-{name}", f"{label}: {words}", name) for name, words in columns))


def _cell(name: str, label: str, column: str) -> Field:
    if column == "strength":
        return Field(name, label, kind="number", minimum=1, maximum=10)
    return Field(name, label, kind="long" if column == "did" else "text")


def _values() -> tuple[Group, ...]:
    columns = (_("What matters to me"), _("How it shows in my week"))
    rows = tuple(_value(number, columns) for number in range(1, VALUES + 1))
    ranked = Group("table", _("What matters most, first things first"), rows, columns)
    question = _long("fits", _("How what I want to change fits with this list"))
    return ranked, _lines("", question)


def _value(number: int, columns: tuple[str, str]) -> Row:
    label = str(number)
    names = (f"value-{number}", f"value-{number}-shows")
    return Row(label, tuple(Field(name, f"{label}. {words}") for name, words in zip(names, columns, strict=True)))


def _change_plan() -> tuple[Group, ...]:
    columns = (_("What I will do"), _("By when"))
    steps = tuple(_plan_step(number, columns) for number in range(1, STEPS + 1))
    return (
        _lines("", _long("change", _("The change I want to make")), _long("reasons", _("Why it matters to me"))),
        Group("table", _("My first steps"), steps, columns),
        _lines(
            "",
            _long("help", _("Who can help me, and how")),
            _long("obstacles", _("What might get in the way, and what I will do then")),
            _long("working", _("How I will know that it is working")),
        ),
    )


def _plan_step(number: int, columns: tuple[str, str]) -> Row:
    label = _("Step %(number)d") % {"number": number}
    names = (f"step-{number}", f"step-{number}-by")
    return Row(label, tuple(Field(name, f"{label}: {words}") for name, words in zip(names, columns, strict=True)))


def _balance_pie() -> tuple[Group, ...]:
    slices = (
        ("health", _("Health and sleep")),
        ("family", _("Family")),
        ("friends", _("Friends and company")),
        ("work", _("Work, study or being useful")),
        ("home", _("Home and money")),
        ("fun", _("Fun and rest")),
        ("growth", _("Learning and growing")),
        ("meaning", _("What gives meaning")),
    )
    columns = (_("How content I am (0-10)"), _("What I would like more or less of"))
    rows = tuple(_slice(key, name, columns) for key, name in slices)
    first = _long("first", _("The slice I will look after first, and one small thing I will do"))
    return Group("table", _("The slices of my life"), rows, columns), _lines("", first)


def _slice(key: str, name: str, columns: tuple[str, str]) -> Row:
    score = Field(f"{key}-score", f"{name}: {columns[0]}", kind="number", minimum=0, maximum=10)
    return Row(name, (score, Field(f"{key}-wish", f"{name}: {columns[1]}")))


SHEETS: dict[WorksheetKind, Callable[[], tuple[Group, ...]]] = {
    WorksheetKind.COST_BENEFIT: _cost_benefit,
    WorksheetKind.ABC: _abc,
    WorksheetKind.URGE_LOG: _urge_log,
    WorksheetKind.VALUES: _values,
    WorksheetKind.CHANGE_PLAN: _change_plan,
    WorksheetKind.BALANCE_PIE: _balance_pie,
}
