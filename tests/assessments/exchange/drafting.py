"""Drafts of any kind, as a reader would make them."""

from hypothesis import strategies as st

from assessments.exchange.drafts import LONGEST_ANSWER, LONGEST_TITLE, Notes, OptionDraft, QuestionDraft
from assessments.exchange.gaps import escaped, gap_of
from assessments.exchange.markup import safe
from assessments.exchange.plain import brought, lines, one_line
from assessments.rules import Kind

# Many of the signs that mean something in one of the formats, and letters of all kinds.
SIGNS = st.one_of(
    st.sampled_from(list("~=#{}:\\[]|%<>&;/$-\"'*_\n\t abn1é\u00a0\u2028😀")), st.characters(codec="utf-8")
)
LOOSE = st.text(SIGNS, max_size=30)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>", "<br>", "<ul>", "<ol>", "</ul>", "<li>", "<div>", "a", "<y>"]
)
LINES = LOOSE.map(brought).map(one_line)
WORDS = LINES.filter(bool).map(lambda text: one_line(text[:LONGEST_ANSWER]))
HTML = st.lists(st.one_of(TAGS, LOOSE), max_size=8).map("".join).map(brought).map(lambda html: safe(html, Notes()))
WEIGHTS = st.integers(-100, 100)


@st.composite
def options(draw, weights, least=2):
    return tuple(
        OptionDraft(draw(WORDS), weight, draw(LINES)) for weight in draw(st.lists(weights, min_size=least, max_size=5))
    )


@st.composite
def pairs(draw):
    both = draw(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=4))
    alone = draw(st.lists(WORDS, max_size=2))
    return tuple(OptionDraft(left, match=right) for left, right in both) + tuple(
        OptionDraft("", match=right) for right in alone
    )


@st.composite
def true_or_false(draw):
    right = draw(st.booleans())
    return OptionDraft("True", 100 * right, draw(LINES)), OptionDraft("False", 100 * (not right), draw(LINES))


@st.composite
def texts_with_gaps(draw):
    parts = draw(
        st.lists(st.tuples(LOOSE.map(brought), st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=3)
    )
    text = "".join(escaped(before) + gap_of(accepted) for before, accepted in parts)
    return lines(text + escaped(draw(LOOSE.map(brought))))


def earns(options):
    return any(option.weight > 0 for option in options)


def earns_all(options):
    return any(option.weight == 100 for option in options)


OPTIONS = {
    Kind.SINGLE: options(WEIGHTS | st.just(100)).filter(earns_all),
    Kind.MULTIPLE: options(WEIGHTS | st.sampled_from([33, 34, 50])).filter(earns),
    Kind.TRUE_FALSE: true_or_false(),
    Kind.SHORT_TEXT: options(st.integers(1, 100), least=1),
    Kind.MATCHING: pairs(),
    Kind.ORDERING: st.lists(WORDS.map(OptionDraft), min_size=2, max_size=5).map(tuple),
}
KINDS = st.sampled_from([*OPTIONS, Kind.GAP_FILL, Kind.WRITING, Kind.UPLOAD])


@st.composite
def drafts(draw):
    kind = draw(KINDS)
    has_gaps = kind is Kind.GAP_FILL
    return QuestionDraft(
        kind=kind,
        title=one_line(draw(LINES)[:LONGEST_TITLE]),
        prompt=draw(HTML if has_gaps else HTML.filter(bool)),
        feedback=draw(HTML),
        options=draw(OPTIONS.get(kind, st.just(()))),
        gap_text=draw(texts_with_gaps()) if has_gaps else "",
        tags=tuple(dict.fromkeys(draw(st.lists(WORDS, max_size=2)))),
        category=draw(st.sampled_from(["", "Steps", "Steps/Urges", "top", "A: b"])),
    )
