"""Charts: lengths in proportion, nothing outside the picture, and no division by nothing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lms.dashboards.reports.charts import FLOOR, TOP, WIDTH, bar_chart, month_chart

MONTHS = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
FIGURES = st.integers(0, 5000)


def months(values):
    return month_chart("key", "Title", "Words.", values, months=MONTHS)


def test_the_longest_bar_fills_the_picture_and_the_others_are_in_proportion():
    chart = bar_chart("key", "Title", "Words.", [("A", [("used", 10), ("left", 10)]), ("B", [("used", 5)])])
    assert [[part.width for part in bar.parts] for bar in chart.bars] == [[WIDTH // 2, WIDTH // 2], [WIDTH // 4]]


def test_a_chart_of_nothing_is_drawn_without_bars():
    chart = bar_chart("key", "Title", "Words.", [("A", [("used", 0)])])
    assert ([bar.parts for bar in chart.bars], months({}).columns) == ([()], ())


@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), max_size=8))
def test_parts_of_a_bar_touch_and_stay_inside_the_picture(rows):
    chart = bar_chart("key", "T", "W.", [("n", list(zip("uhl", row, strict=True))) for row in rows])
    for bar in chart.bars:
        ends = [0, *(part.x + part.width for part in bar.parts)]
        assert [part.x for part in bar.parts] == ends[:-1]
        assert ends[-1] <= WIDTH


@given(st.dictionaries(st.sampled_from(MONTHS), st.tuples(FIGURES, FIGURES, FIGURES)))
def test_months_stay_between_floor_and_top(found):
    chart = months({month: (*sorted(values), 1) for month, values in found.items()})
    assert all(TOP <= column.top <= column.half <= column.bottom <= FLOOR for column in chart.columns)
    assert len(chart.ticks) == len(MONTHS)


def test_the_year_stands_below_the_first_month_and_each_january():
    chart = month_chart("k", "T", "W.", {}, months=[date(2025, 12, 1), *MONTHS])
    assert [tick.year for tick in chart.ticks] == ["2025", "2026", "", ""]
