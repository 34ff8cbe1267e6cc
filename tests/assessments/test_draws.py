"""Drawing questions by tags: never one twice, never one that does not fit, as many as there are."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.draws import Candidate, Tags, drawn, fits

POINTS = ["1", "2"]
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 60),
        bank=st.integers(1, 2),
        point=st.sampled_from(["", *POINTS]),
        tool=st.sampled_from([None, 1, 2]),
        difficulty=st.integers(1, 3),
    ),
    unique_by=lambda one: one.key,
    max_size=25,
)
draws = st.lists(
    st.builds(
        Tags,
        count=st.integers(1, 6),
        bank=st.integers(1, 2),
        point=st.sampled_from(["", *POINTS]),
        tool=st.sampled_from([None, 1, 2]),
        difficulty=st.sampled_from([None, 1, 2, 3]),
    ),
    max_size=5,
)
asked = st.frozensets(st.integers(1, 60))
seeds = st.integers(0, 2**31)


def shelf(count, **tags):
    """Return questions with keys from 1 on."""
    about = {"bank": 1, "point": "", "tool": None, "difficulty": 2, **tags}
    return [Candidate(key, **about) for key in range(1, count + 1)]


@given(draws, candidates, asked, seeds)
def test_nothing_is_taken_twice_and_nothing_that_is_asked_already(wanted, found, before, seed):
    taken = Counter(key for keys in drawn(wanted, found, asked=before, seed=seed) for key in keys)
    assert set(taken.values()) <= {1}
    assert not before & taken.keys()


@given(draws, candidates, asked, seeds)
def test_every_question_has_the_tags_of_its_draw_and_none_takes_too_many(wanted, found, before, seed):
    by_key = {one.key: one for one in found}
    for tags, keys in zip(wanted, drawn(wanted, found, asked=before, seed=seed), strict=True):
        assert len(keys) <= tags.count
        assert all(fits(tags, by_key[key]) for key in keys)


@given(draws, candidates, seeds)
def test_the_same_seed_draws_the_same(wanted, found, seed):
    assert drawn(wanted, found, seed=seed) == drawn(wanted, found, seed=seed)


@given(draws, candidates, seeds, seeds)
def test_how_many_are_asked_does_not_hang_on_chance(wanted, found, seed, other):
    assert sum(map(len, drawn(wanted, found, seed=seed))) == sum(map(len, drawn(wanted, found, seed=other)))


@given(draws, candidates, asked, seeds)
def test_a_draw_that_got_too_few_left_nothing_on_the_shelf_that_it_could_have_had(wanted, found, before, seed):
    taken = drawn(wanted, found, asked=before, seed=seed)
    gone = {key for keys in taken for key in keys} | before
    short = [tags for tags, keys in zip(wanted, taken, strict=True) if len(keys) < tags.count]
    assert not [one for tags in short for one in found if fits(tags, one) and one.key not in gone]


@pytest.mark.parametrize(("there", "taken"), [(0, 0), (2, 2), (3, 3), (9, 3)])
def test_a_draw_takes_what_is_there(there, taken):
    assert [len(keys) for keys in drawn([Tags(3, bank=1)], shelf(there), seed=1)] == [taken]


@pytest.mark.parametrize("seed", range(10))
def test_a_draw_of_any_leaves_to_a_narrow_one_what_only_that_can_take(seed):
    found = [*shelf(4), *(Candidate(key, 1, "2", 7, 3) for key in (5, 6))]
    wide, narrow = drawn([Tags(4, bank=1), Tags(2, bank=1, tool=7)], found, seed=seed)
    assert (len(wide), set(narrow)) == (4, {5, 6})


@pytest.mark.parametrize("seed", range(10))
def test_draws_that_overlap_in_a_ring_all_get_theirs(seed):
    found = [Candidate(1, 1, "1", 1, 1), Candidate(2, 1, "1", 2, 2), Candidate(3, 1, "2", 2, 1)]
    wanted = [Tags(1, bank=1, point="1"), Tags(1, bank=1, tool=2), Tags(1, bank=1, difficulty=1)]
    assert sorted(key for keys in drawn(wanted, found, seed=seed) for key in keys) == [1, 2, 3]


def test_every_question_has_its_chance():
    taken = Counter(key for seed in range(300) for key in drawn([Tags(2, bank=1)], shelf(6), seed=seed)[0])
    assert set(taken) == set(range(1, 7))
    assert max(taken.values()) < 2 * min(taken.values())


@pytest.mark.parametrize(
    ("tags", "does"),
    [
        ({}, True),
        ({"point": "1"}, True),
        ({"point": "2"}, False),
        ({"tool": 5}, True),
        ({"tool": 6}, False),
        ({"difficulty": 2}, True),
        ({"difficulty": 3}, False),
        ({"bank": 2}, False),
        ({"point": "1", "tool": 5, "difficulty": 2}, True),
        ({"point": "1", "tool": 5, "difficulty": 1}, False),
    ],
)
def test_what_fits_a_draw(tags, does):
    assert fits(Tags(**{"count": 1, "bank": 1, **tags}), Candidate(1, 1, "1", 5, 2)) is does
