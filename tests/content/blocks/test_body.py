"""All blocks together: what pages offer, and what editors see of each before they choose it."""

import pytest
from django.urls import reverse

from content.blocks import INTERACTIVE, BodyBlock, LessonBlock
from courses.models import LessonPage
from tests.content.blocks.pieces import tags

BLOCKS = LessonBlock().child_blocks
OF_PLAIN_PAGES = BodyBlock().child_blocks


def test_plain_pages_hold_nothing_that_waits_for_a_learner():
    assert set(BLOCKS) - set(OF_PLAIN_PAGES) == INTERACTIVE | {"script_step"}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_tells_editors_what_it_is(name):
    meta = BLOCKS[name].meta
    assert meta.label
    assert meta.description
    assert meta.group
    assert meta.icon != "placeholder"
    assert meta.template == f"content/blocks/{'picture' if name == 'image' else name}.html"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_can_be_looked_at_before_it_is_chosen(name, cast, client_of):
    block = LessonPage.body.field.stream_block.child_blocks[name]
    assert block.is_previewable
    answer = client_of(cast.editor).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = answer.content.decode()
    assert tags(html, "main .wrap > *")
    assert "style=" not in html


def test_icons_of_blocks_can_be_told_apart():
    assert len({block.meta.icon for block in BLOCKS.values()}) == len(BLOCKS)
