"""The worksheets: each is sensible, complete and has stable names."""

import pytest

from content.blocks.sheets import WorksheetKind, every_field, sheet

KINDS = WorksheetKind.values


def fields(kind):
    return [field for group in sheet(kind) for field in group.fields]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_of_its_own_and_a_label_that_tells_it_from_others(kind):
    found = fields(kind)
    assert len({field.name for field in found}) == len({field.label for field in found}) == len(found) >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_a_table_fills_its_columns(kind):
    tables = [group for group in sheet(kind) if group.layout == "table"]
    assert all(len(row.fields) == len(group.columns) for group in tables for row in group.rows)
    assert all(group.heading for group in tables)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_have_bounds_and_nothing_else_has(kind):
    assert all((field.kind == "number") == (field.minimum is not None is not field.maximum) for field in fields(kind))


def test_costs_and_benefits_are_asked_of_both_choices():
    quadrants = next(group for group in sheet("cost-benefit") if group.layout == "quadrants")
    names = [field.name for field in quadrants.fields]
    assert names == ["going-on-good", "going-on-cost", "stopping-good", "stopping-cost"]


def test_the_abc_goes_on_to_questioning_and_a_new_thought():
    assert [field.name for field in fields("abc")] == ["a", "b", "c", "d", "e"]


def test_an_urge_is_logged_with_its_strength():
    strength = next(field for field in fields("urge-log") if field.name == "urge-1-strength")
    assert (strength.kind, strength.minimum, strength.maximum) == ("number", 1, 10)


def test_an_unknown_sheet_is_a_mistake():
    with pytest.raises(ValueError, match="crossword"):
        sheet("crossword")


def test_no_two_sheets_have_a_field_of_the_same_name():
    names = [field.name for field in every_field()]
    assert len(names) == len(set(names)) == sum(len(fields(kind)) for kind in KINDS)
