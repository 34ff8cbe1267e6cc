"""What follows from what, as pure functions: frozen values and the time in, a value or a refusal out."""

from enrolment.rules.study import (
    TRANSITIONS,
    EnrolmentFacts,
    EnrolmentStatus,
    Refusal,
    refuse_self_enrolment,
    refuse_study,
)

__all__ = ["TRANSITIONS", "EnrolmentFacts", "EnrolmentStatus", "Refusal", "refuse_self_enrolment", "refuse_study"]
