"""What follows from what, as pure functions and frozen values."""

from certificates.rules.attested import Certificate, Note
from certificates.rules.states import ASK_AGAIN_AFTER, TRANSITIONS, AwardState, may_move
from certificates.rules.verdicts import Finding, Verdict

__all__ = [
    "ASK_AGAIN_AFTER",
    "TRANSITIONS",
    "AwardState",
    "Certificate",
    "Finding",
    "Note",
    "Verdict",
    "may_move",
]
