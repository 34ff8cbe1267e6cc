"""Answering whoever checks a certificate: from the row, never from a PDF, and as much work for a wrong number."""

from django.utils import timezone

from certificates.delivering import may_deliver
from certificates.models import Award
from certificates.numbers import canonical_code, canonical_serial
from certificates.rules import AwardState, Finding, Verdict
from certificates.rules.names import surname_matches

FINDINGS = {
    AwardState.ISSUED: Finding.VALID,
    AwardState.REVOKED: Finding.REVOKED,
    AwardState.SUPERSEDED: Finding.SUPERSEDED,
}
NOT_FOUND = Verdict(Finding.NOT_FOUND)
# What is looked for, and compared with, when what was typed cannot be ours: the answer takes as long.
NO_NUMBER = "-"
NOBODY = Award(printed_name="Somebody Nobody Anybody Else", status=AwardState.SUPERSEDED, learner_id=0, programme_id=0)


def verdict_by_surname(*, serial: str, surname: str) -> Verdict:
    """Return the answer for a serial number and a surname as typed; it names nobody.

    A wrong surname and a number that does not exist get the same answer after the same work: two statements and one
    comparison.
    """
    award = Award.objects.filter(serial=canonical_serial(serial) or NO_NUMBER).first()
    matches, delivers = surname_matches(surname, (award or NOBODY).printed_name), _delivers(award or NOBODY)
    return _verdict(award, delivers=delivers) if award and matches else NOT_FOUND


def verdict_by_code(code: str) -> Verdict:
    """Return the answer for a verification code, with the name as printed: only who has the paper has the code."""
    award = Award.objects.filter(code=canonical_code(code) or NO_NUMBER).first()
    delivers = _delivers(award or NOBODY)
    return _verdict(award, delivers=delivers, name=award.printed_name) if award else NOT_FOUND


def _delivers(award: Award) -> bool:
    return may_deliver(person=award.learner_id, programme=award.programme_id, on=timezone.localdate())


def _verdict(award: Award, *, delivers: bool, name: str = "") -> Verdict:
    finding = FINDINGS[AwardState(award.status)]
    return Verdict(finding, award.programme_name, award.issued_on, name, delivers)
