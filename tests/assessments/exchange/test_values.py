"""What of a draft is stored is the same question, whatever the draft says."""

from hypothesis import HealthCheck, given, settings

from assessments.exchange.tags import Known
from assessments.exchange.values import draft_of, values_of
from assessments.models import QuestionBank
from assessments.services.importing import Shelf, row_of
from tests.assessments.exchange.drafting import drafts

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SHELF = Shelf(QuestionBank(pk=1))


def again(values):
    """Return the values of a question that was made of `values`."""
    return values_of(draft_of(row_of(values, SHELF, {})), Known())[0]


@MANY
@given(draft=drafts())
def test_what_is_stored_of_a_draft_is_the_same_question(draft):
    values, _notes = values_of(draft, Known())
    assert again(values) == values
    assert again(values).digest == values.digest


@MANY
@given(draft=drafts())
def test_every_tag_is_kept_or_noted(draft):
    _values, notes = values_of(draft, Known())
    told = [tag for tag in draft.tags if any(f"“{tag}”" in note for note in notes)]
    assert told == list(draft.tags)
