"""Text, callouts and pictures: what each looks like, and that words never depend on colour or sight alone."""

from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from content.blocks import (
    CalloutBlock,
    CalloutKind,
    DescribedImageBlock,
    QuotationBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
    callout_label,
)
from tests.content.blocks.pieces import drawn, refused, tags


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


@pytest.mark.parametrize(
    ("alt", "decorative", "accepted"),
    [("A wave that rises and falls", False, True), ("wave", False, False), ("wave", True, True), ("", False, False)],
)
def test_a_picture_is_described_in_words_that_are_not_its_file_name(alt, decorative, accepted, db):
    image = get_image_model().objects.create(title="wave", file=get_test_image_file(filename="wave.png"))
    value = DescribedImageBlock().to_python({"image": image.pk, "alt_text": alt, "decorative": decorative})
    with nullcontext() if accepted else pytest.raises(ValidationError):
        DescribedImageBlock().clean(value)


def test_a_quotation_says_whose_words_it_is():
    html = drawn(QuotationBlock(), text="It passed.\nReally.", source="Somebody at a meeting")
    assert tags(html, "blockquote") == ["It passed. Really."]
    assert tags(html, "figcaption") == ["Somebody at a meeting"]


def test_steps_are_a_numbered_list():
    html = drawn(
        StepsBlock(), title="", steps=[{"title": "Open", "text": ""}, {"title": "Greet", "text": "<p>By name.</p>"}]
    )
    assert tags(html, "ol > li") == ["Open", "Greet By name."]


def table(caption="Times", heading="Part", cell="Welcome", first_column_heads=True):
    columns = [{"type": "text", "heading": heading}, {"type": "text", "heading": "Minutes"}]
    rows = [{"values": [cell, "5"]}]
    return {"table": {"caption": caption, "columns": columns, "rows": rows}, "first_column_heads": first_column_heads}


def test_a_table_has_a_caption_and_headings_for_columns_and_rows():
    html = drawn(TableBlock(), **table())
    assert tags(html, "caption") == ["Times"]
    assert tags(html, "th[scope=col]") == ["Part", "Minutes"]
    assert tags(html, "th[scope=row]") == ["Welcome"]


def test_a_table_that_is_wider_than_a_phone_can_be_moved_by_keyboard():
    assert 'role="region" tabindex="0" aria-label="Times"' in drawn(TableBlock(), **table())


def test_a_table_may_have_rows_without_headings():
    assert tags(drawn(TableBlock(), **table(first_column_heads=False)), "td") == ["Welcome", "5"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"caption": " "}, "give the table a caption"), ({"heading": ""}, "give every column a heading")],
)
def test_a_table_without_caption_or_heading_stays_a_draft(wrong, sentence):
    assert sentence in refused(TableBlock(), **table(**wrong))
    assert refused(TableBlock(), draft=True, **table(**wrong)) == ""


def test_an_empty_table_is_not_published():
    assert "This table is empty" in refused(TableBlock(), table=None, first_column_heads=True)
