"""The vendored fonts are the ones we took, complete, and free to embed."""

import hashlib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lms.core.pdf.letters import FONTS, undrawable

LISTED = [line.split() for line in (FONTS / "SHA256SUMS").read_text().splitlines()]
PEOPLE = "Ŵyn Łukasz Żaneta Ștefănescu Kőszegi Ŷ Ẁ Ẅ Nguyễn Þór Γιώργος Юлия محمد יעל हरप्रीत ਹਰਪ੍ਰੀਤ রহমান પટેલ முருகன்"


@pytest.mark.parametrize(("digest", "name"), LISTED)
def test_every_font_is_the_one_we_vendored(digest: str, name: str) -> None:
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest


def test_every_font_is_listed_and_nothing_else_lies_there() -> None:
    assert {path.name for path in FONTS.glob("*.ttf")} == {name for _, name in LISTED}


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_may_be_embedded(path: Path) -> None:
    assert TTFont(path)["OS/2"].fsType == 0


def test_no_family_has_two_files_of_one_weight() -> None:
    faces = [
        (font["name"].getBestFamilyName(), font["OS/2"].usWeightClass) for font in map(TTFont, FONTS.glob("*.ttf"))
    ]
    assert len(faces) == len(set(faces))


@pytest.mark.parametrize("weight", ["Regular", "SemiBold"])
def test_each_inter_file_is_complete(weight: str) -> None:
    letters = TTFont(FONTS / f"Inter-{weight}.ttf").getBestCmap()
    never_drawn, deprecated = 0xAD, 0x149
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "ȘșȚțẀẁẄẅẂẃẼẽ")}
    assert latin - set(letters) <= {never_drawn, deprecated}


def test_the_fonts_draw_the_names_of_people() -> None:
    assert undrawable(PEOPLE) == set()


def test_a_letter_without_a_face_is_found() -> None:
    assert undrawable("王 Rowan") == {"王"}
