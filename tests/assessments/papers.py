"""Papers for tests of marking, and Hypothesis strategies that make papers and answers."""

from hypothesis import strategies as st

from assessments.rubrics import FrozenCriterion, FrozenRubric
from assessments.rules import Item, Kind, Option, Paper


def item(key: str, *, right: str = "a", options: str = "abc", kind: Kind | None = None) -> Item:
    """Return a question whose options are the letters of `options`, those in `right` being right."""
    made = tuple(Option(letter, letter.upper(), letter in right, f"About {letter}") for letter in options)
    chosen_kind = kind or (Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE)
    return Item(key, chosen_kind, f"<p>Question {key}?</p>", f"<p>Think of {key}.</p>", made)


def written(key: str = "w1", about: str = "") -> Item:
    """Return a question for a text, judged by four criteria named c0 to c3."""
    criteria = tuple(
        FrozenCriterion(f"c{n}", f"Criterion {n}", about, ("no", "some", "enough", "more")) for n in range(4)
    )
    return Item(key, Kind.WRITING, "<p>Write.</p>", "", word_from=50, rubric=FrozenRubric("Rubric", criteria))


def paper(*items: Item, pass_mark: int = 80) -> Paper:
    """Return a paper of these questions."""
    return Paper(items, pass_mark, seed=1)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Return a paper of up to eight questions."""
    rights = draw(st.lists(st.sampled_from(["a", "b", "c", "ab", "bc", "abc"]), max_size=8))
    return paper(*(item(f"q{n}", right=right) for n, right in enumerate(rights)), pass_mark=draw(st.integers(1, 100)))


@st.composite
def papers_with_answers(draw: st.DrawFn) -> tuple[Paper, dict[str, list[str]]]:
    """Return a paper and answers to some of it: right, wrong, empty, doubled, and to questions never asked."""
    made = draw(papers())
    keys = [one.key for one in made.items] + ["never-asked"]
    chosen = st.lists(st.sampled_from(["a", "b", "c", "forged"]), max_size=4)
    return made, draw(st.dictionaries(st.sampled_from(keys), chosen))
