"""Checking a certificate from another program: the same answer as on /verify/."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from certificates.limits import CHECKING
from certificates.rules import Verdict
from certificates.verifying import verdict_by_surname
from lms.api.refusals import TooOftenError
from lms.api.schemas import Problem, VerifyAnswer, VerifyRequest

router = Router(tags=["certificates"])
ANSWERS = {200: VerifyAnswer, 422: Problem, 429: Problem}


@router.post("/verify", response=ANSWERS, url_name="verify-certificate", summary="Check a certificate")
def verify_certificate(request: HttpRequest, response: HttpResponse, asked: VerifyRequest) -> dict[str, object]:
    """Say what became of a certificate, by its serial number and the surname on it.

    A wrong surname and a number that does not exist get the same answer. A surname is the whole name as printed or its
    last one, two or three words, without accents, case and punctuation.
    """
    if wait := CHECKING.seconds_to_wait(request):
        raise TooOftenError(wait)
    response["Cache-Control"] = "no-store"
    return _in_words(verdict_by_surname(serial=asked.serial, surname=asked.surname))


def _in_words(verdict: Verdict) -> dict[str, object]:
    return {
        "status": verdict.finding.value,
        "programme": verdict.programme or None,
        "issued_on": verdict.issued_on,
        "may_register_meetings": verdict.may_register_meetings,
    }
