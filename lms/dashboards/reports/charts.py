"""Where the lines of a chart stand, in whole units of its picture; templates draw them, patterns tell parts apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

WIDTH = 640
ROW, BAR = 44, 18
TOP, FLOOR = 24, 144
NAME_BELOW = 40
COLUMN = 26
# A figure inside a part this narrow would run out of it.
ROOM_FOR_FIGURE = 26


@dataclass(frozen=True)
class Part:
    """A piece of a bar: `pattern` names how it is filled."""

    pattern: str
    value: int
    x: int
    width: int

    @property
    def figure_x(self) -> int:
        """Return the middle of the part, where its figure stands."""
        return self.x + self.width // 2

    @property
    def has_room(self) -> bool:
        """Tell whether the figure fits in."""
        return self.width >= ROOM_FOR_FIGURE


@dataclass(frozen=True)
class Bar:
    """One row of a chart of bars: its name stands above it."""

    name: str
    total: int
    y: int
    parts: tuple[Part, ...]

    @property
    def bar_y(self) -> int:
        """Return where the bar begins, below the name."""
        return self.y + ROW - BAR - 4

    @property
    def figure_y(self) -> int:
        """Return the line on which figures stand."""
        return self.bar_y + BAR - 5

    @property
    def name_y(self) -> int:
        """Return the line on which the name stands."""
        return self.bar_y - 5


@dataclass(frozen=True)
class BarChart:
    """Bars below one another, as long as their totals."""

    key: str
    title: str
    words: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    bar: int = BAR

    @property
    def height(self) -> int:
        """Return how high the picture is."""
        return len(self.bars) * ROW


def bar_chart(key: str, title: str, words: str, rows: Iterable[tuple[str, Sequence[tuple[str, int]]]]) -> BarChart:
    """Return a chart of `rows`: a name, and its parts as pattern and value."""
    found = list(rows)
    most = max((sum(value for _pattern, value in parts) for _name, parts in found), default=0) or 1
    return BarChart(key, title, words, tuple(_bar(place, *row, most) for place, row in enumerate(found)))


def _bar(place: int, name: str, values: Sequence[tuple[str, int]], most: int) -> Bar:
    parts, before = [], 0
    for pattern, value in values:
        x, end = before * WIDTH // most, (before + value) * WIDTH // most
        parts.append(Part(pattern, value, x, end - x))
        before += value
    return Bar(name, before, place * ROW, tuple(part for part in parts if part.value > 0))


@dataclass(frozen=True)
class Column:
    """What one month shows: a bar from `top` to `bottom` with its figure above, and where half of it lies."""

    x: int
    month: date
    figure: int
    top: int
    bottom: int
    half: int

    @property
    def height(self) -> int:
        """Return how high the bar is; a line where all values are one."""
        return max(self.bottom - self.top, 1)

    @property
    def figure_y(self) -> int:
        """Return the line on which the figure stands."""
        return self.top - 5

    @property
    def middle(self) -> int:
        """Return the middle of the column."""
        return self.x + COLUMN // 2


@dataclass(frozen=True)
class Tick:
    """The name of a month below the chart; the year stands under the first month and under each January."""

    x: int
    month: str
    year: str


@dataclass(frozen=True)
class MonthChart:
    """Months side by side."""

    key: str
    title: str
    words: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    floor: int = FLOOR
    bar: int = COLUMN - 10

    @property
    def width(self) -> int:
        """Return how wide the picture is."""
        return max(len(self.ticks) * COLUMN, COLUMN)

    @property
    def height(self) -> int:
        """Return how high the picture is."""
        return self.floor + NAME_BELOW


# A month's values: from, half of them, until, and the figure above.
Spread = tuple[int, int, int, int]


def month_chart(key: str, title: str, words: str, values: dict[date, Spread], *, months: Sequence[date]) -> MonthChart:
    """Return a chart of `values` by month; a month without any stays empty."""
    most = max((high for _low, _half, high, _figure in values.values()), default=0) or 1
    columns = [_column(place, month, values[month], most) for place, month in enumerate(months) if month in values]
    return MonthChart(
        key, title, words, tuple(columns), tuple(_tick(place, month) for place, month in enumerate(months))
    )


def _column(place: int, month: date, spread: Spread, most: int) -> Column:
    low, half, high, figure = spread
    bottom, middle, top = (FLOOR - value * (FLOOR - TOP) // most for value in (low, half, high))
    return Column(place * COLUMN, month, figure, top, bottom, middle)


def _tick(place: int, month: date) -> Tick:
    year = str(month.year) if place == 0 or month.month == 1 else ""
    return Tick(place * COLUMN + COLUMN // 2, date_format(month, "M"), year)
