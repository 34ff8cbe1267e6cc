"""Where a page stands among its neighbours."""

import pytest

from courses.state import LearnerState, OutlineModule, OutlineRow


def row(key, *, url="/somewhere/"):
    return OutlineRow(key=key, kind="lesson", title=key, minutes=5, required=True, url=url, done=False)


STATE = LearnerState(
    enrolment_id="1",
    modules=(OutlineModule("m", "One", (row("a"), row("b"))), OutlineModule("n", "Two", (row("c", url=None),))),
)


@pytest.mark.parametrize(
    ("key", "number", "previous", "following"), [("a", 1, None, "b"), ("b", 2, "a", "c"), ("c", 3, "b", None)]
)
def test_a_place_is_counted_across_modules(key, number, previous, following):
    place = STATE.place_of(key)
    neighbours = [getattr(neighbour, "key", None) for neighbour in (place.previous, place.following)]
    assert (place.number, place.count, place.row.key, neighbours) == (number, 3, key, [previous, following])


def test_an_activity_of_another_edition_has_no_place():
    assert STATE.place_of("gone") is None
    assert STATE.row("gone") is None


def test_a_row_without_an_address_cannot_be_opened():
    assert [one.is_available for one in STATE.rows] == [True, True, False]


def test_a_module_takes_as_long_as_its_lines_together():
    assert STATE.modules[0].minutes == 10


def test_whoever_has_no_enrolment_is_not_enrolled():
    assert STATE.is_enrolled
    assert not LearnerState().is_enrolled
