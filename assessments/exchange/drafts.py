"""What a file of questions says, before anything is stored: frozen values, the same for every format."""

from dataclasses import dataclass
from typing import Final

from assessments.rules import Kind

LONGEST_ANSWER: Final = 300
LONGEST_TITLE: Final = 120
# Of one question as it stands in the file: markup of word processors is long.
LONGEST_QUESTION: Final = 50_000
EXCHANGED: Final = frozenset(Kind) - {Kind.SCENARIO}


@dataclass(frozen=True)
class OptionDraft:
    """One answer. `weight`: per cent of the mark it earns, -100 to 100; nothing for pairs and places.

    `text` and `feedback` are plain text of at most 300 characters. `match`: what belongs to `text`; an empty `text`
    stands before a right-hand side that belongs to nothing.
    """

    text: str
    weight: int = 0
    feedback: str = ""
    match: str = ""


@dataclass(frozen=True)
class QuestionDraft:
    r"""One question.

    `prompt` and `feedback` are safe HTML of p, br, b, i, ul, ol and li. `options`: of a short text the accepted
    answers, of an order the right one, of true or false two of them, true first. `gap_text`: plain text, the missing
    words in square brackets, others that are right too after a stroke; `\[`, `\]`, `\|` and `\\` are plain signs; the
    prompt may then be empty. `notes`: sentences about what was read differently from what the file says.
    """

    kind: Kind
    title: str
    prompt: str
    feedback: str = ""
    options: tuple[OptionDraft, ...] = ()
    gap_text: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    line: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefusedQuestion:
    """A question that cannot be asked here, the line where it begins, and why, in a sentence."""

    line: int
    title: str
    sentence: str


@dataclass(frozen=True)
class Reading:
    """All that stands in a file: every question is among `questions` or `refused`. `notes` are about the file.

    `written`: what kind of file it is, `gift` or `xml`, once `read_questions` has found that out.
    """

    questions: tuple[QuestionDraft, ...]
    refused: tuple[RefusedQuestion, ...]
    notes: tuple[str, ...] = ()
    written: str = ""


class QuestionError(Exception):
    """Why one question is refused: a sentence. The others are read on."""


class Notes(list[str]):
    """Sentences about one question or file, each of them once."""

    def add(self, sentence: str) -> None:
        """Keep `sentence`, unless it is there already."""
        if sentence not in self:
            self.append(sentence)
