"""How a service says no: with a stable code and a sentence fit to show."""


class DomainError(Exception):
    """A refusal by a rule of the domain.

    Arguments: `code`, stable and machine-readable; `sentence`, plain English for the person who asked.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = str(sentence)
