"""Papers for tests of marking, and Hypothesis strategies that make papers and answers."""

from dataclasses import replace

from hypothesis import strategies as st

from assessments.answers import PAIR, Answer
from assessments.items import Gaps, Item, Option, Paper, Side, Situation
from assessments.rubrics import FrozenCriterion, FrozenRubric
from assessments.rules import READ_BY_TRAINER, Kind

MACHINE_MARKED = tuple(kind for kind in Kind if kind not in READ_BY_TRAINER)


def item(key: str, *, right: str = "a", options: str = "abc", kind: Kind | None = None) -> Item:
    """Return a question whose options are the letters of `options`, those in `right` being right."""
    made = tuple(Option(letter, letter.upper(), letter in right, f"About {letter}") for letter in options)
    chosen_kind = kind or (Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE)
    return Item(key, chosen_kind, f"<p>Question {key}?</p>", f"<p>Think of {key}.</p>", made)


def weighted(*weights: int | None, kind: Kind = Kind.MULTIPLE, **more: object) -> Item:
    """Return a question whose options a, b, c … earn these parts of the marks."""
    options = tuple(
        Option(letter, letter.upper(), False, "", weight) for letter, weight in zip("abcd", weights, strict=False)
    )
    return Item("q1", kind, "<p>Which?</p>", "", options, **more)


def matching(**more: object) -> Item:
    """Return a question in which a belongs to s1, b to s2, c to s2, and s3 to nothing."""
    options = tuple(Option(letter, letter.upper(), False, "") for letter in "abc")
    sides = tuple(Side(f"s{number}", f"Side {number}") for number in (1, 2, 3))
    pairs = (("a", "s1"), ("b", "s2"), ("c", "s2"))
    return Item("q1", Kind.MATCHING, "<p>Match.</p>", "", options, sides=sides, pairs=pairs, **more)


def ordering(texts: str = "ABCD", **more: object) -> Item:
    """Return a question whose lines a, b, c … read as the letters of `texts` and are in their right order."""
    options = tuple(Option(key, text, False, "") for key, text in zip("abcdefgh", texts, strict=False))
    return Item("q1", Kind.ORDERING, "<p>Order.</p>", "", options, order=tuple(one.key for one in options), **more)


def short_text(*accepted: str | tuple[str, int], **more: object) -> Item:
    """Return a question that accepts these wordings, each for all of the marks or for the per cent beside it."""
    worded = [one if isinstance(one, tuple) else (one, None) for one in accepted or ("urge",)]
    options = tuple(Option(f"o{n}", text, weight is None, "", weight) for n, (text, weight) in enumerate(worded))
    return Item("q1", Kind.SHORT_TEXT, "<p>Which word?</p>", "", options, **more)


def gap_fill(*accepted: tuple[str, ...], **more: object) -> Item:
    """Return a text with a gap for each of `accepted`."""
    gaps = accepted or (("rises", "grows"), ("falls",), ("passes",))
    parts = tuple(f"part {number} " for number in range(len(gaps) + 1))
    return Item("q1", Kind.GAP_FILL, "<p>Fill.</p>", "", gaps=Gaps(parts, gaps), **more)


def scenario(**more: object) -> Item:
    """Return a story: “greet” (right) leads to the chair, “wait” to the window, where “stay” (right) ends it."""
    door = (Option("greet", "Greet", True, "", leads_to="chair"), Option("wait", "Wait", False, "", leads_to="window"))
    chair = (Option("listen", "Listen", True, ""), Option("tell", "Tell", False, ""))
    window = (Option("stay", "Stay", True, ""), Option("leave", "Leave", False, ""))
    told = (("door", door), ("chair", chair), ("window", window))
    situations = tuple(Situation(key, f"At the {key}.", ways) for key, ways in told)
    return Item("q1", Kind.SCENARIO, "<p>A story.</p>", "", situations=situations, **more)


def written(key: str = "w1", about: str = "") -> Item:
    """Return a question for a text, judged by four criteria named c0 to c3."""
    criteria = tuple(
        FrozenCriterion(f"c{n}", f"Criterion {n}", about, ("no", "some", "enough", "more")) for n in range(4)
    )
    return Item(key, Kind.WRITING, "<p>Write.</p>", "", word_from=50, rubric=FrozenRubric("Rubric", criteria))


# One question of each kind that the machine marks.
ONE_OF_EACH = {
    Kind.SINGLE: item("q1"),
    Kind.MULTIPLE: item("q1", right="ab"),
    Kind.TRUE_FALSE: item("q1", options="ab", kind=Kind.TRUE_FALSE),
    Kind.MATCHING: matching(),
    Kind.ORDERING: ordering(),
    Kind.SHORT_TEXT: short_text("urge", "an urge", "* wave*", ("a feeling", 50)),
    Kind.GAP_FILL: gap_fill(),
    Kind.SCENARIO: scenario(),
}


def paper(*items: Item, pass_mark: int = 80) -> Paper:
    """Return a paper of these questions."""
    return Paper(items, pass_mark, seed=1)


@st.composite
def questions(draw: st.DrawFn) -> Item:
    """Return a question of any kind that the machine marks, with any marks, with part marks or without."""
    made = ONE_OF_EACH[draw(st.sampled_from(MACHINE_MARKED))]
    return replace(made, marks=draw(st.integers(1, 10)), part_marks=draw(st.booleans()))


def any_answers() -> st.SearchStrategy[Answer]:
    """Return answers of every form: keys known and forged, doubled, pairs, words, ways, texts."""
    keys = st.sampled_from([*"abcd", "greet", "wait", "listen", "stay", "s1", "rises", "falls", "passes", "", "forged"])
    pairs = st.tuples(st.sampled_from("abc"), st.sampled_from(["s1", "s2", "s3", "s9"])).map(PAIR.join)
    chosen = st.lists(keys | pairs | st.text(max_size=5), max_size=6).map(tuple)
    return st.builds(Answer, chosen, st.sampled_from(["", "urge", "URGE!", "a feeling"]) | st.text(max_size=20))


# Words as a form keeps them: without spaces around them, without signs that no form takes.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12).map(str.strip)


def given_answers(made: Item) -> st.SearchStrategy[Answer]:
    """Return answers that the question takes and keeps as they are, whole or in part, never empty."""
    sides = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["s1", "s2", "s3"]), min_size=1)
    pairs = sides.map(lambda chosen: tuple(sorted(f"{left}{PAIR}{right}" for left, right in chosen.items())))
    chosen = {
        Kind.MATCHING: pairs,
        Kind.ORDERING: st.permutations([one.key for one in made.options]).map(tuple),
        Kind.SHORT_TEXT: st.just(()),
        Kind.GAP_FILL: st.lists(WORDS, min_size=3, max_size=3).filter(any).map(tuple),
        Kind.MULTIPLE: st.sets(st.sampled_from("abc"), min_size=1).map(sorted).map(tuple),
    }.get(made.kind, st.sampled_from(sorted(made.option_keys or "-")).map(lambda key: (key,)))
    return st.builds(Answer, chosen, WORDS.filter(bool) if made.kind is Kind.SHORT_TEXT else st.just(""))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Return a paper of up to eight questions."""
    rights = draw(st.lists(st.sampled_from(["a", "b", "c", "ab", "bc", "abc"]), max_size=8))
    return paper(*(item(f"q{n}", right=right) for n, right in enumerate(rights)), pass_mark=draw(st.integers(1, 100)))


@st.composite
def papers_with_answers(draw: st.DrawFn) -> tuple[Paper, dict[str, Answer]]:
    """Return a paper and answers to some of it: right, wrong, empty, doubled, and to questions never asked."""
    made = draw(papers())
    keys = [one.key for one in made.items] + ["never-asked"]
    chosen = st.lists(st.sampled_from(["a", "b", "c", "forged"]), max_size=4).map(lambda keys: Answer(tuple(keys)))
    return made, draw(st.dictionaries(st.sampled_from(keys), chosen))
