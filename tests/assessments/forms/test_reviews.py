"""The form of a review: a level for each criterion, and words for whoever has not passed yet."""

import pytest

from assessments.forms.reviews import ReviewForm, field_name, levels_as_initial
from tests.assessments.papers import paper, written

PAPER = paper(written())


def posted(*levels, comment="", version="0"):
    given = {field_name(f"w1.c{number}"): level for number, level in enumerate(levels)}
    return ReviewForm(PAPER, {**given, "comment": comment, "version": version})


def test_levels_are_read_back_by_criterion():
    form = posted("2", "3", "2", "3")
    assert form.is_valid()
    assert form.levels == {"w1.c0": 2, "w1.c1": 3, "w1.c2": 2, "w1.c3": 3}


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (posted("2", "2", "2"), {"level-w1.c3"}),
        (posted("2", "2", "2", "4"), {"level-w1.c3"}),
        (posted("2", "2", "2", "forged"), {"level-w1.c3"}),
        (posted("2", "2", "2", "2", version="new"), {"version"}),
        (posted("2", "2", "2", "1"), {"comment"}),
        (posted("2", "2", "2", "2", comment="x" * 5001), {"comment"}),
    ],
)
def test_what_is_missing_or_forged_is_refused(form, wrong):
    assert (form.is_valid(), set(form.errors)) == (False, wrong)


def test_a_decision_taken_before_is_filled_in():
    form = ReviewForm(PAPER, initial=levels_as_initial({"w1.c0": 3}, "Good."))
    assert (str(form).count("checked"), "Good." in str(form)) == (1, True)


def test_what_an_editor_typed_as_a_criterion_is_no_markup():
    form = str(ReviewForm(paper(written(about="<script>alert(1)</script>"))))
    assert ("<script>" in form, "&lt;script&gt;" in form) == (False, True)
