"""Who may see a picture: as many as may read a page where it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Whom a picture may be handed to."""

    EVERYBODY = "everybody"
    VISITOR = "this visitor"
    NOBODY = "nobody"


@dataclass(frozen=True)
class PictureFacts:
    """What is known of one picture and one visitor.

    `is_public`: it stands on a page everybody may read; `may_read`: the visitor may read a page it stands on;
    `may_edit`: they may edit such a page, or choose this picture for one.
    """

    is_public: bool = False
    may_read: bool = False
    may_edit: bool = False


def audience_of(facts: PictureFacts) -> Audience:
    """Return whom to hand the picture to; one that stands nowhere is for those who may place it alone."""
    if facts.is_public:
        return Audience.EVERYBODY
    return Audience.VISITOR if facts.may_read or facts.may_edit else Audience.NOBODY
