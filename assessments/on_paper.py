"""A question as a sheet of paper asks it: letters to tick, lines to write on. What is right never gets here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.translation import gettext as _

from assessments.answers import PAIR, Answer, way_walked
from assessments.items import Item, Option, Paper
from assessments.rules import Kind

WORDS_A_LINE = 7  # of a large hand
FEWEST_LINES, MOST_LINES = 14, 70  # for a text that a trainer reads
LINES_FOR_WORDS = 2  # for a short answer


@dataclass(frozen=True)
class Lettered:
    """Something to choose by its letter; `goes_to`, in a story, the number of the situation it goes on with."""

    letter: str
    text: str
    goes_to: int | None = None


@dataclass(frozen=True)
class Told:
    """One situation of a story with its number, and the ways on."""

    number: int
    text: str
    ways: tuple[Lettered, ...]


@dataclass(frozen=True)
class Sheet:
    """One question on paper. `part`: the template that draws how it is answered."""

    number: int
    item: Item
    part: str
    options: tuple[Lettered, ...] = ()
    sides: tuple[Lettered, ...] = ()
    situations: tuple[Told, ...] = ()
    lines: range = range(0)


PARTS = {
    Kind.SINGLE: "choices",
    Kind.TRUE_FALSE: "choices",
    Kind.MULTIPLE: "choices",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
    Kind.SHORT_TEXT: "lines",
    Kind.GAP_FILL: "gaps",
    Kind.SCENARIO: "story",
    Kind.WRITING: "lines",
}


def fits_on_paper(paper: Paper) -> bool:
    """Tell whether all of it can be answered on paper: what asks for a file cannot."""
    return all(item.kind in PARTS for item in paper.items)


def sheets_of(paper: Paper) -> tuple[Sheet, ...]:
    """Return the questions of a paper that fits, in their order."""
    return tuple(_sheet(number, item) for number, item in enumerate(paper.items, 1))


def _sheet(number: int, item: Item) -> Sheet:
    return Sheet(
        number,
        item,
        f"assessments/paper_entry/sheet_{PARTS[item.kind]}.html",
        options=lettered([option.text for option in item.options]),
        sides=lettered([side.text for side in item.sides]),
        situations=situations_of(item),
        lines=range(_line_count(item)),
    )


def _line_count(item: Item) -> int:
    if item.kind is Kind.SHORT_TEXT:
        return LINES_FOR_WORDS
    words = item.word_to or item.word_from or 0
    return min(max(words // WORDS_A_LINE, FEWEST_LINES), MOST_LINES) if item.kind is Kind.WRITING else 0


def lettered(texts: Sequence[str]) -> tuple[Lettered, ...]:
    """Return each text with the letter it has on the paper."""
    return tuple(Lettered(letter_of(place), text) for place, text in enumerate(texts))


def situations_of(item: Item) -> tuple[Told, ...]:
    """Return the situations of a story, numbered, each way with the number it goes on with."""
    numbers = {situation.key: number for number, situation in enumerate(item.situations, 1)}
    return tuple(
        Told(
            numbers[situation.key],
            situation.text,
            tuple(
                Lettered(letter_of(place), way.text, numbers.get(way.leads_to))
                for place, way in enumerate(situation.ways)
            ),
        )
        for situation in item.situations
    )


def letter_of(place: int) -> str:
    """Return A for the first place, and a number from the twenty-seventh on."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def read_off(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return an answer as it stands on the paper, a line for each part, by the letters and numbers there."""
    match item.kind:
        case Kind.MATCHING:
            lines = _pairs_read_off(item, answer)
        case Kind.ORDERING:
            places = {key: place for place, key in enumerate(answer.chosen, 1)}
            lines = tuple(f"{places[line.key]} – {line.text}" for line in item.options if line.key in places)
        case Kind.GAP_FILL:
            lines = tuple(f"{number}: {word or '…'}" for number, word in enumerate(answer.chosen, 1))
        case Kind.SCENARIO:
            lines = tuple(_story_read_off(item, answer))
        case Kind.SHORT_TEXT | Kind.WRITING:
            lines = (answer.text,) if answer.text else ()
        case _:
            ticked = (option for option in item.options if option.key in answer.chosen)
            lines = tuple(_option_read_off(item.options, option) for option in ticked)
    return lines


def _option_read_off(options: Sequence[Option], option: Option) -> str:
    return f"{letter_of(options.index(option))} – {option.text}"


def _pairs_read_off(item: Item, answer: Answer) -> tuple[str, ...]:
    letters = {side.key: letter_of(place) for place, side in enumerate(item.sides)}
    given = dict(pair.split(PAIR, 1) for pair in answer.chosen)
    return tuple(f"{letters.get(given[line.key], '…')} – {line.text}" for line in item.options if line.key in given)


def _story_read_off(item: Item, answer: Answer) -> Iterator[str]:
    numbers = {situation.key: number for number, situation in enumerate(item.situations, 1)}
    for situation, way in way_walked(item.situations, answer.chosen):
        words = {"number": numbers[situation.key], "way": _option_read_off(situation.ways, way)}
        yield _("Situation %(number)d: %(way)s") % words
