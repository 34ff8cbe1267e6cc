"""How a service says no: with a stable code and a sentence fit to show."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


class DomainError(Exception):
    """A refusal by a rule of the domain.

    Arguments: `code`, stable and machine-readable; `sentence`, plain English for the person who asked.
    """

    def __init__(self, code: str, sentence: "str | Promise") -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = str(sentence)
