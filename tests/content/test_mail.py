"""What editors read when a page that was to be published stayed a draft."""

import pytest

from content.holding import held_back
from content.mail import publication_held, tell_of_held
from lms.notifications import delivery
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.content.unready import film
from tests.content.writing import plain_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A draft whose film has no captions."""
    page = plain_page("Kind words.", title="Bread & salt", live=False)
    page.body = [film()]
    page.save_revision()
    return page


@pytest.fixture
def message(page, cast, time_machine):
    """The message about it, on its way."""
    time_machine.move_to(NOW, tick=False)
    tell_of_held(held_back([page])[0], page.get_latest_revision(), [cast.editor, None, cast.editor])
    return OutboundEmail.objects.get()


def delivered(message):
    delivery.deliver(pk=message.pk, at=NOW)
    message.refresh_from_db()
    return message.status


def test_it_names_the_page_the_reason_and_the_way_to_mend_it(message, page, mailoutbox):
    assert delivered(message) == Status.SENT
    [mail] = mailoutbox
    assert mail.subject == "Not published yet: Bread & salt"
    assert "“Bread & salt” was to be published, and was kept as a draft. Nobody can read it yet." in mail.body
    assert "- Body › Film › Film: This film has no captions yet" in mail.body
    assert f"/cms/pages/{page.pk}/edit/" in mail.body


def test_it_says_so_when_nothing_stands_against_it_any_more(message, page, mailoutbox):
    page.get_latest_revision_as_object().body[0].value["recording"].delete()
    page.body = []
    page.save_revision(overwrite_revision=page.latest_revision)
    delivered(message)
    assert "What stood against it has been mended since." in mailoutbox[0].body


def test_it_is_not_sent_once_the_page_is_read(message, page):
    page.body = []
    page.save_revision().publish()
    assert delivered(message) == Status.CANCELLED


def test_it_is_not_sent_once_the_page_is_gone(message, page):
    page.delete()
    assert delivered(message) == Status.CANCELLED


@pytest.mark.parametrize("who", ["zoe", "office"])
def test_it_is_for_whoever_may_edit_the_page(who, message, cast):
    assert publication_held(message.refs, getattr(cast, who)) is None


def test_nobody_without_an_address_is_written_to(page, cast):
    cast.editor.email = None
    tell_of_held(held_back([page])[0], page.get_latest_revision(), [cast.editor])
    assert not OutboundEmail.objects.exists()
