"""Invariants that no constraint can hold, because they span rows: for `manage.py check_integrity`."""

from enrolment.integrity.activities import declaration_findings
from enrolment.integrity.learning import enrolment_findings
from enrolment.integrity.people import affiliation_findings, role_findings
from enrolment.integrity.places import (
    belonging_findings,
    nomination_findings,
    permission_findings,
    statement_findings,
)
from enrolment.integrity.study_time import study_time_findings

__all__ = [
    "affiliation_findings",
    "belonging_findings",
    "declaration_findings",
    "enrolment_findings",
    "nomination_findings",
    "permission_findings",
    "role_findings",
    "statement_findings",
    "study_time_findings",
]
