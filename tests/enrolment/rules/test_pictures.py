"""Who may see a picture: the whole table."""

import pytest

from enrolment.rules.pictures import Audience, PictureFacts, audience_of

CASES = [
    # public, may read, may edit
    (False, False, False, Audience.NOBODY),
    (False, False, True, Audience.VISITOR),
    (False, True, False, Audience.VISITOR),
    (False, True, True, Audience.VISITOR),
    (True, False, False, Audience.EVERYBODY),
    (True, False, True, Audience.EVERYBODY),
    (True, True, False, Audience.EVERYBODY),
    (True, True, True, Audience.EVERYBODY),
]


@pytest.mark.parametrize(("is_public", "may_read", "may_edit", "audience"), CASES)
def test_a_picture_is_handed_to_whoever_may_read_a_page_where_it_stands(is_public, may_read, may_edit, audience):
    assert audience_of(PictureFacts(is_public=is_public, may_read=may_read, may_edit=may_edit)) is audience
