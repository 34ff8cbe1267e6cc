"""Enrolment codes and links: worked out from ids whenever needed, read back through a digest (domain B 19)."""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from enrolment.models import EnrolmentToken, Nomination
from lms.core.signing import keyed_digest, readable, tidy_code

CODE_LENGTH = 12  # 60 bits: to type
PROOF_LENGTH = 8  # 40 bits more, in the mailed link alone: whoever has them can read mail sent to the address
GROUP = 4


def code_of(nomination: Nomination, generation: int) -> str:
    """Return the code of this generation of the nomination's token: 12 letters and digits."""
    return readable(keyed_digest("enrolment code", nomination.pk, generation), CODE_LENGTH)


def spoken_code(code: str) -> str:
    """Return `code` in groups of four, as people read and type it."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest_of(code: str) -> str:
    """Return what is stored instead of the code, and by which it is found again."""
    return keyed_digest("enrolment code stored", code).hex()


def mailed_link(nomination: Nomination, generation: int) -> str:
    """Return the whole link for the nominee's mail: code and proof."""
    code = code_of(nomination, generation)
    return settings.SITE_URL + reverse("enrolment:redeem", args=[code + _proof(nomination, generation)])


def _proof(nomination: Nomination, generation: int) -> str:
    # The address stands in it: a link mailed to one address proves no other.
    return readable(keyed_digest("enrolment proof", nomination.pk, generation, nomination.email), PROOF_LENGTH)


@dataclass(frozen=True)
class Found:
    """A token somebody came with. `proves_address`: by the link that was mailed to the nominee."""

    token: EnrolmentToken
    proves_address: bool


def find_token(typed: str) -> Found | None:
    """Return the token for a code as typed or the end of a mailed link; None when there is none such.

    One statement, whatever was typed. A wrong proof is as good as no token: links are not guessed at in halves.
    """
    text = tidy_code(typed)
    code, proof = text[:CODE_LENGTH], text[CODE_LENGTH:]
    tokens = EnrolmentToken.objects.select_related(
        "nomination__allowance__licence__licence_type",
        "nomination__allowance__licence__site__organisation",
        "nomination__nominated_by",
    )
    token = tokens.filter(code_digest=digest_of(code)).first()
    if token is None:
        return None
    if proof and not hmac.compare_digest(proof.encode(), _proof(token.nomination, token.generation).encode()):
        return None
    return Found(token, proves_address=bool(proof))
