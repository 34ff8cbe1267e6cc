"""One table of words for where a nominated person stands, for all desks (domain part B, last paragraph)."""

from dataclasses import dataclass
from enum import StrEnum

from enrolment.rules.places import NominationStatus


class Word(StrEnum):
    """Where a nominated person stands, as every desk says it."""

    NOMINATED = "nominated"
    INVITED = "invited"
    DECLINED = "declined"
    REFUSED = "refused"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    RELEASED = "released"
    LEARNING = "learning"
    AWAITING_REVIEW = "awaiting_review"
    NOT_YET_PASSED = "not_yet_passed"
    CHECK_AWAITED = "check_awaited"
    QUALIFIED = "qualified"


@dataclass(frozen=True)
class JourneyFacts:
    """What decides the word. `has_passed`: every gated course is completed; `is_qualified`: the award is issued."""

    status: NominationStatus
    is_lapsed: bool = False
    awaits_review: bool = False
    not_yet_passed: bool = False
    has_passed: bool = False
    is_qualified: bool = False


def word_for(facts: JourneyFacts) -> Word:
    """Return the one word for where the person stands; later steps of the way win over earlier ones."""
    if facts.status is not NominationStatus.REDEEMED:
        if facts.is_lapsed:
            return Word.LAPSED
        # Whoever moved with their place goes on under the other nomination; lists leave this one out.
        return Word.RELEASED if facts.status is NominationStatus.TRANSFERRED else Word(facts.status.value)
    order = (
        (facts.is_qualified, Word.QUALIFIED),
        (facts.has_passed, Word.CHECK_AWAITED),
        (facts.awaits_review, Word.AWAITING_REVIEW),
        (facts.not_yet_passed, Word.NOT_YET_PASSED),
    )
    return next((word for holds, word in order if holds), Word.LEARNING)
