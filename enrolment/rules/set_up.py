"""What a Lead does to set up meetings at a site, in three phases (domain A, set-up checklist); wording of our own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing to do. `phase`: before, beginning or running."""

    key: str
    phase: str
    text: str


STEPS = (
    Step("training", "before", "Choose who will facilitate, and nominate them for training."),
    Step("colleagues", "before", "Tell your colleagues first what the meetings are, and how they can help."),
    Step("participants", "before", "Let the people you work with know what is coming, and that it is theirs to try."),
    Step("posters", "before", "Ask us for posters and leaflets, and put them where people wait."),
    Step("manuals", "before", "See that everybody who facilitates has the manual."),
    Step("room", "before", "Find a quiet room that is free at the same time every week."),
    Step("day-and-time", "beginning", "Settle on a day and a time, and keep to them."),
    Step(
        "experienced", "beginning", "Think about an experienced facilitator for the first meetings, and their travel."
    ),
    Step("refer", "beginning", "Tell people about the meeting whenever it may help them, and ask colleagues to."),
    Step("support", "beginning", "Ask the facilitators what they need, and see to it."),
    Step("encourage", "running", "Look in with a kind word, and leave the running of meetings to the facilitators."),
    Step("confidence", "running", "Ask now and then whether colleagues feel sure about pointing people to it."),
    Step("neighbours", "running", "Help facilitators speak about it to probation, GPs and detox wards nearby."),
)
