"""What somebody reads who checks a certificate."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Finding(StrEnum):
    """What became of a certificate that somebody checks; the words of the API (docs of /api/v1/)."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Verdict:
    """The answer, and what to compare with the paper. `name` only for whoever holds the code of the paper itself.

    `may_deliver`: there is a site where the holder may deliver the programme today, the award apart (domain B 9).
    """

    finding: Finding
    programme: str = ""
    issued_on: date | None = None
    name: str = ""
    may_deliver: bool = False

    @property
    def is_valid(self) -> bool:
        """Tell whether the certificate holds today."""
        return self.finding is Finding.VALID

    @property
    def is_found(self) -> bool:
        """Tell whether there is such a certificate at all."""
        return self.finding is not Finding.NOT_FOUND

    @property
    def may_register_meetings(self) -> bool:
        """Tell whether its holder may have meetings registered: a valid award, and may deliver today (domain B 9)."""
        return self.is_valid and self.may_deliver
