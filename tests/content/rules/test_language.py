"""Watched words are found as whole words however they are written, each place once, with the words around it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.language import CONTEXT, JAVASCRIPT, LONGEST_PASSAGE, Matcher, Watched, alike, pattern_of, tidy

# Phrase, text, and what is found; tests/journeys/test_language_check.py asks the same of the browser.
CASES = [
    ("addict", "An addict spoke.", ["addict"]),
    ("addict", "ADDICT, Addict: addict.", ["ADDICT", "Addict", "addict"]),
    ("addict", "Addiction is addictive.", []),
    ("addict*", "Addiction is addictive.", ["Addiction", "addictive"]),
    ("addict*", "Non-addicted", ["addicted"]),
    ("addict", "The addict’s story", ["addict"]),
    ("addict", "readdict addict_1 addict2", []),
    ("sex addict", "a sex-addict, a sex  addict, a sex\nADDICT", ["sex-addict", "sex addict", "sex ADDICT"]),
    ("ex-offender", "ex offender, ex‑offender, ex–offender", ["ex offender", "ex‑offender", "ex–offender"]),
    ("doesn't work", "It doesn’t work; it doesn't work.", ["doesn’t work", "doesn't work"]),
    ("doesn’t work", "It doesn't work.", ["doesn't work"]),
    ("alcoholic*", "Alcoholics Anonymous and Narcotics-Anonymous", []),
    ("alcoholic*", "alcoholics, anonymous or not", ["alcoholics"]),
    ("café", unicodedata.normalize("NFD", "A café."), ["café"]),
    ("añadir", "añadir, AÑADIR, dañadir", ["añadir", "AÑADIR"]),
    ("ŵyn", "Ŵyn a ŵynt", ["Ŵyn"]),
    ("addict", "ad\u00addict and ad\u200bdict", ["addict", "addict"]),
    ("c++ (drug)", "No c++ (drug) here", ["c++ (drug)"]),
    ("a.b", "axb a.b", ["a.b"]),
    ("*", "Nothing at all", []),
    ("", "Nothing at all", []),
    (" - ", "Nothing - at all", []),
]


def watched(*phrases: str) -> Matcher:
    return Matcher(Watched(phrase, "stigma", "Why.", "Instead.") for phrase in phrases)


def found(text: str, *phrases: str) -> list[str]:
    return [finding.found for finding in watched(*phrases).find(text)]


@pytest.mark.parametrize(("phrase", "text", "expected"), CASES)
def test_a_phrase_is_found_where_it_stands_as_words(phrase, text, expected):
    assert found(text, phrase) == expected


def test_the_longest_phrase_at_a_place_is_the_one_found():
    findings = watched("addict", "sex addict", "addict*").find("A sex addict, an addict, an addiction.")
    assert [finding.word.phrase for finding in findings] == ["sex addict", "addict", "addict*"]


def test_without_words_nothing_is_found():
    assert watched().find("An addict.") == []


def test_a_short_text_is_its_own_passage():
    assert watched("addict").find("They said “addict” twice.")[0].passage == "They said “addict” twice."


def test_a_passage_is_cut_between_words_and_says_so():
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    passage = watched("addict").find(f"{words} addict {words}")[0].passage
    assert passage.startswith("… seven eight")
    assert passage.endswith("nine ten …")


def test_the_passage_stays_when_the_text_changes_further_away():
    far = "word " * 40
    passages = {watched("addict").find(f"{before}{far}an addict {far}{after}")[0].passage for before, after in PAIRS}
    assert len(passages) == 1


PAIRS = [("", ""), ("Before. ", ""), ("", "After."), ("Before. ", "After.")]


def test_patterns_for_browsers_escape_what_their_grammar_allows_and_nothing_else():
    pattern = pattern_of("a/b-c & d#e.f (g)*", JAVASCRIPT)
    assert r"a/b[ -]c[ -]&[ -]d#e\.f[ -]\(g\)" in pattern
    assert pattern.startswith(r"(?<![\p{L}\p{N}_])")


anything = st.text(max_size=300)
phrases = st.lists(st.text(max_size=20), max_size=5)
letters = st.text("abß’-* .ŵİ\u0301", min_size=1, max_size=12)


@given(phrases, anything)
def test_any_words_in_any_text_are_looked_for_without_failing(words, text):
    shown = tidy(text)
    for finding in watched(*words).find(text):
        assert shown[finding.start : finding.end] == finding.found
        assert finding.found in shown


@given(phrases, anything)
def test_findings_stand_in_order_and_never_overlap(words, text):
    ends = [0, *(edge for finding in watched(*words).find(text) for edge in (finding.start, finding.end))]
    assert ends == sorted(ends)


@given(st.text("abc ", min_size=1).filter(str.strip), anything, anything)
def test_a_phrase_that_was_put_in_is_found_with_a_passage_that_fits(phrase, before, after):
    findings = watched(phrase).find(f"{before} , {phrase} . {after}")
    assert alike(tidy(phrase)) in {finding.found for finding in findings}
    assert all(len(finding.passage) <= LONGEST_PASSAGE for finding in findings)
    assert all(len(part) <= CONTEXT + 2 for finding in findings for part in (finding.before, finding.after))


@given(letters, st.text("ab ", max_size=40))
def test_upper_case_and_hyphens_change_nothing(phrase, text):
    places = [(finding.start, finding.end) for finding in watched(phrase).find(text)]
    shouted = [(finding.start, finding.end) for finding in watched(phrase).find(text.upper())]
    assert places == shouted


@given(anything)
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)
    assert len(alike(text)) == len(text)
