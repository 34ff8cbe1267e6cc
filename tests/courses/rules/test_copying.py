"""New ids for the blocks of a copied page."""

from courses.rules.copying import with_own_ids

LISTED = {"type": "item", "value": "One", "id": "i1"}
RAW = [{"type": "steps", "value": {"title": "Id", "steps": [LISTED]}, "id": "b1"}, {"type": "text", "value": "x"}]


def test_blocks_and_list_items_get_new_ids_at_any_depth():
    keys = {}
    made = with_own_ids(RAW, keys)
    assert (made[0]["id"], made[0]["value"]["steps"][0]["id"]) == (keys["b1"], keys["i1"])
    assert {"b1", "i1"}.isdisjoint(keys.values())


def test_everything_else_stays_as_it_was():
    made = with_own_ids(RAW, {"b1": "b1", "i1": "i1"})
    assert made == RAW


def test_a_draft_of_the_same_page_gets_the_same_ids():
    keys = {}
    assert with_own_ids(RAW, keys) == with_own_ids(RAW, keys)


def test_something_that_only_has_an_id_is_no_block():
    assert with_own_ids({"id": 7, "alt_text": "A sunrise"}, {}) == {"id": 7, "alt_text": "A sunrise"}
