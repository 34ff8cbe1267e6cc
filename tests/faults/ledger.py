"""What one learner was told is saved, in order, and whether the database agrees; pure, so that it can be doubted."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.answers import Answer


class Fate(StrEnum):
    """What the learner knows of an answer that was sent."""

    SENT = "sent"  # nobody said what became of it
    SAVED = "saved"  # they were told that it is saved
    REFUSED = "refused"  # they were told that it is not


@dataclass
class Entry:
    item_key: str
    answer: Answer
    fate: Fate
    mark: Hashable


@dataclass
class Ledger:
    """Entries in the order in which they were sent; the last that was acknowledged is what must be kept.

    What was sent after it with no word of its fate may have arrived, so it may be kept instead. What was sent before
    it, or was refused, may not.
    """

    entries: list[Entry] = field(default_factory=list)

    def sent(self, item_key: str, answer: Answer, mark: Hashable = None) -> None:
        """Write down that an answer was sent; `mark` finds it again."""
        self.entries.append(Entry(item_key, answer, Fate.SENT, mark))

    def settle(self, mark: Hashable, fate: Fate) -> None:
        """Write down what was said of the one with this mark."""
        for entry in self.entries:
            if entry.mark == mark:
                entry.fate = fate

    def shown(self, item_key: str, answer: Answer) -> None:
        """Write down that the page said this answer is saved: the last one sent with it, else one of its own."""
        same = [entry for entry in self._of(item_key) if entry.answer == answer]
        if same:
            same[-1].fate = Fate.SAVED
        else:
            self.entries.append(Entry(item_key, answer, Fate.SAVED, None))

    def acknowledged(self, item_key: str) -> Answer | None:
        """Return the answer that the learner was last told is saved."""
        saved = [entry.answer for entry in self._of(item_key) if entry.fate is Fate.SAVED]
        return saved[-1] if saved else None

    def was_sent(self, item_key: str, answer: Answer, *, after: int) -> bool:
        """Tell whether this answer was sent once the ledger had `after` entries."""
        return any((entry.item_key, entry.answer) == (item_key, answer) for entry in self.entries[after:])

    def count(self) -> int:
        """Return how many answers were acknowledged."""
        return sum(entry.fate is Fate.SAVED for entry in self.entries)

    def doubts(self, kept: Mapping[str, Answer]) -> list[str]:
        """Return a sentence for each question where what is kept is not what the learner was told."""
        keys = dict.fromkeys(entry.item_key for entry in self.entries)
        return [doubt for key in keys for doubt in self._doubts(key, kept.get(key, Answer()))]

    def _doubts(self, item_key: str, kept: Answer) -> list[str]:
        entries = self._of(item_key)
        places = [place for place, entry in enumerate(entries) if entry.fate is Fate.SAVED]
        if not places:
            return []
        last = places[-1]
        later = [entry.answer for entry in entries[last + 1 :] if entry.fate is Fate.SENT]
        if kept == entries[last].answer or kept in later:
            return []
        story = ", ".join(f"{entry.fate} {_words(entry.answer)}" for entry in entries)
        return [f"Question {item_key}: kept is {_words(kept)}, but: {story}."]

    def _of(self, item_key: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.item_key == item_key]


def _words(answer: Answer) -> str:
    return "“" + (answer.text or " ".join(one[:9] for one in answer.chosen)) + "”"
