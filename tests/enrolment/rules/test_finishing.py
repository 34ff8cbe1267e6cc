"""What a lesson still waits for: every combination of what it asks for and what is there."""

from itertools import product

import pytest

from courses.state import OpenPoint, PointKind
from enrolment.rules.finishing import Needs, open_points

BLOCKS = [("check", "c1", ""), ("reflection", "r1", ""), ("worksheet", "w1", "ABC"), ("check", "c2", "")]
ANYTHING = list(product([False, True], repeat=3))


def still(needs, *filled, end_seen=False):
    return [(point.kind.value, point.key) for point in open_points(needs, BLOCKS, filled=filled, end_seen=end_seen)]


@pytest.mark.parametrize("end_seen", [False, True])
def test_a_lesson_that_asks_for_nothing_waits_for_nothing(end_seen):
    assert still(Needs(), end_seen=end_seen) == []


def test_what_is_open_is_named_in_the_order_of_the_page_and_the_end_last():
    everything = Needs(end_seen=True, checks=True, worksheets=True)
    assert still(everything) == [("check", "c1"), ("worksheet", "w1"), ("check", "c2"), ("end", "")]


def test_each_rule_asks_for_its_own_kind_alone():
    assert still(Needs(checks=True)) == [("check", "c1"), ("check", "c2")]
    assert still(Needs(worksheets=True)) == [("worksheet", "w1")]
    assert still(Needs(end_seen=True)) == [("end", "")]


def test_what_is_there_is_not_asked_for_again():
    everything = Needs(end_seen=True, checks=True, worksheets=True)
    assert still(everything, "c1", "w1") == [("check", "c2"), ("end", "")]
    assert still(everything, "c1", "c2", "w1", end_seen=True) == []


def test_a_reflection_is_never_asked_for():
    assert "r1" not in dict(map(reversed, still(Needs(True, True, True))))


@pytest.mark.parametrize(("end", "checks", "sheets"), ANYTHING)
def test_the_rules_compose(end, checks, sheets):
    alone = [still(Needs(end_seen=end)), still(Needs(checks=checks)), still(Needs(worksheets=sheets))]
    assert sorted(still(Needs(end, checks, sheets))) == sorted(point for points in alone for point in points)


def test_a_point_leads_to_its_block_or_to_the_end():
    assert OpenPoint(PointKind.CHECK, "abc").anchor == "block-abc"
    assert OpenPoint(PointKind.END).anchor == "end-of-page"
