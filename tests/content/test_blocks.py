"""Blocks: what each looks like, and that words never depend on colour or sight alone."""

from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from content.blocks import BodyBlock, CalloutBlock, CalloutKind, DescribedImageBlock, TextBlock, callout_label


def callout(kind="tip", title=""):
    block = CalloutBlock()
    return block.render(block.to_python({"kind": kind, "title": title, "text": "<p>Breathe out slowly.</p>"}))


@pytest.mark.parametrize(("kind", "words"), [("note", "Note"), ("tip", "Tip"), ("care", "Take care")])
def test_a_callout_says_in_words_what_it_is_for(kind, words):
    html = callout(kind)
    assert words in html
    assert "Breathe out slowly." in html


def test_a_callout_may_have_a_title_beside_its_kind():
    html = callout(title="One minute")
    assert html.index("Tip") < html.index("One minute")


def test_every_kind_of_callout_has_words():
    assert [str(callout_label(kind)) for kind in CalloutKind.values] == ["Note", "Tip", "Take care"]


def test_a_callout_of_an_unknown_kind_is_refused():
    block = CalloutBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"kind": "shout", "title": "", "text": "<p>x</p>"}))


def test_a_title_in_a_callout_is_text_not_markup():
    assert "<script>" not in callout(title="<script>alert(1)</script>")


def test_text_is_shown_as_prose():
    assert TextBlock().render(RichText("<p>Hello.</p>")).strip().startswith('<div class="prose">')


def test_the_body_of_a_lesson_has_text_pictures_and_callouts():
    assert list(BodyBlock().child_blocks) == ["text", "image", "callout"]


@pytest.mark.parametrize("name", ["text", "image", "callout"])
def test_every_block_tells_editors_what_it_is(name):
    meta = BodyBlock().child_blocks[name].meta
    assert meta.label
    assert meta.description
    assert meta.template.endswith(".html")


@pytest.mark.parametrize(
    ("alt", "decorative", "accepted"),
    [("A wave that rises and falls", False, True), ("wave", False, False), ("wave", True, True), ("", False, False)],
)
def test_a_picture_is_described_in_words_that_are_not_its_file_name(alt, decorative, accepted, db):
    image = get_image_model().objects.create(title="wave", file=get_test_image_file(filename="wave.png"))
    value = DescribedImageBlock().to_python({"image": image.pk, "alt_text": alt, "decorative": decorative})
    with nullcontext() if accepted else pytest.raises(ValidationError):
        DescribedImageBlock().clean(value)
