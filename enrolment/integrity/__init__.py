"""Invariants that no constraint can hold, because they span rows: for `manage.py check_integrity`."""

from enrolment.integrity.activities import declaration_findings
from enrolment.integrity.learning import enrolment_findings
from enrolment.integrity.places import nomination_findings, permission_findings, statement_findings

__all__ = [
    "declaration_findings",
    "enrolment_findings",
    "nomination_findings",
    "permission_findings",
    "statement_findings",
]
