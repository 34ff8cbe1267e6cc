"""A lesson is light: for old phones, shared lines and secure settings it weighs at most 100 kB without its media.

Counted is what our own server sends to a browser that has kept nothing: the page as it is (it is personal, and nothing
of ours compresses it), style sheets, scripts and icons as WhiteNoise keeps them, by gzip. A browser asks for them
once. Pictures, films and sounds of the lesson are not counted.
"""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from courses.models import LessonPage
from courses.outline import page_address
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.whole_courses import every_block, whole_course

pytestmark = pytest.mark.django_db
KILOBYTES = 100
TAG = re.compile(r"<(\w+)\s[^>]*?\b(?:href|src|poster|action|srcset)=\"([^\"]+)\"[^>]*>")
NAMED_IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
LONG = "<p>" + "Words of a lesson that somebody reads slowly on a small telephone. " * 20 + "</p>"


@pytest.fixture
def html(client_of, cast):
    """A lesson of about 2,600 words with every block, in a course of twenty lessons."""
    course = whole_course(modules=4, lessons=5)
    EnrolmentFactory(learner=cast.zoe, course=course)
    lesson = LessonPage.objects.descendant_of(course).first()
    lesson.body = LessonPage.body.field.to_python([{"type": "text", "value": LONG}] * 10 + every_block())
    lesson.save()
    return client_of(cast.zoe).get(page_address(course, lesson)).content.decode()


def fetched(html: str) -> dict[str, Path]:
    """Return the files that the page asks for by itself, by address; media is left out."""
    addresses = {address for tag, address in TAG.findall(html) if tag in {"link", "script", "img", "use", "source"}}
    addresses = {urlsplit(address).path for address in addresses if not address.startswith(("/media/", "data:"))}
    return {address: Path(finders.find(address.removeprefix("/static/"))) for address in addresses}


def test_a_long_lesson_with_every_block_weighs_at_most_100_kilobytes(html):
    weights = {address: len(gzip.compress(path.read_bytes())) for address, path in fetched(html).items()}
    weights["the page"] = len(html.encode())
    assert sum(weights.values()) <= KILOBYTES * 1000, weights


def test_nothing_is_asked_of_another_site(html):
    asking = [address for tag, address in TAG.findall(html) if tag != "a"]
    assert [address for address in asking if urlsplit(address).netloc] == []


def test_no_style_sheet_asks_for_anything_of_another_site(html):
    styles = [path.read_text() for path in fetched(html).values() if path.suffix == ".css"]
    assert styles
    assert [named for style in styles for named in NAMED_IN_STYLE.findall(style)] == []


def test_the_lesson_is_whole_without_a_script(html):
    without = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    assert without.count("Words of a lesson") == 200
    assert all(words in without for words in ("Cost-Benefit Analysis", "Urge surfing", "It rises, it stays, it falls"))
    assert [one for one in re.findall(r"<script[^>]*>", html) if 'type="module"' not in one or "src=" not in one] == []
