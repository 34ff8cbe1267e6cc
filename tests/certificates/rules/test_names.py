"""Which surname belongs to which name: without accents, case and punctuation, in any script."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certificates.rules.names import folded, surname_matches

MATCHES = [
    ("Hassan", "Amir Hassan"),
    ("HASSAN", "Amir Hassan"),
    ("Amir Hassan", "Amir Hassan"),
    ("lukasz", "Zoë Ŵyn Łukasz"),
    ("wyn lukasz", "Zoë Ŵyn-Łukasz"),
    ("Wyn-Lukasz", "Zoë Ŵyn Łukasz"),
    ("van der Berg", "Ada van der Berg"),
    ("VANDERBERG", "Ada van der Berg"),
    ("Berg", "Ada van der Berg"),
    ("OBrien", "Sinéad O’Brien"),
    ("o'brien", "Sinéad O’Brien"),
    ("Stefanescu", "Żaneta Kőszegi Ștefănescu"),
    ("Strasse", "Ute Straße"),
    ("Sorensen", "Bo Sørensen"),
    ("Smith Jr.", "John Smith Jr"),
    ("الأحمد", "محمد عبد الله الأحمد"),
    ("الاحمد", "محمد عبد الله الأحمد"),
    ("עִבְרִי", "דן עברי"),
    ("王小明", "王小明"),
    ("कौर", "हरप्रीत कौर"),
    ("ЁЛКИН", "Пётр Елкин"),
    ("Madonna", "Madonna"),
    ("Ｈａｓｓａｎ", "Amir Hassan"),
]
DIFFERS = [
    ("", "Amir Hassan"),
    (" - ", "Amir Hassan"),
    ("Amir", "Amir Hassan"),
    ("Hass", "Amir Hassan"),
    ("Ahmed", "Amir Hassan"),
    ("Ada van der Berg", "Ada Maria van der Berg"),
    ("किरण", "हरप्रीत करण"),
    ("がくと", "山田 かくと"),
    ("x", ""),
]
names = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize(("typed", "name"), MATCHES)
def test_a_surname_matches(typed: str, name: str) -> None:
    assert surname_matches(typed, name)


@pytest.mark.parametrize(("typed", "name"), DIFFERS)
def test_another_one_does_not(typed: str, name: str) -> None:
    assert not surname_matches(typed, name)


@given(names, st.integers(1, 3))
def test_the_last_one_two_or_three_words_match_in_any_case(name: str, count: int) -> None:
    surname = " ".join(name.split()[-count:])
    assume(folded(surname))
    assert surname_matches(surname.upper(), name)


@given(names)
def test_the_whole_name_matches_with_punctuation_in_between(name: str) -> None:
    assume(folded(name))
    assert surname_matches("-".join(name.split()) + "!", name)


@given(st.text(), st.text())
def test_only_words_of_the_name_ever_match(typed: str, name: str) -> None:
    assert not surname_matches(typed, name) or folded(name).endswith(folded(typed))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
