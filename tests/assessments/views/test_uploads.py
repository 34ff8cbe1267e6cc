"""A file in the learner's browser: choosing, saving, changing, taking away; and who may download it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Response, Status
from assessments.services.trainers import appoint_trainer
from tests.assessments.views.test_attempts import in_words, page_of, start_address, submit
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.staff import AffiliationFactory
from tests.factories.uploads import GOOD, PDF, PROGRAM, add_by_row, added, photograph, upload_attempt
from tests.storage.scanner import EICAR, scanner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_disk")]


@pytest.fixture
def attempt(cast):
    """Zoë's attempt, in progress, at a task that asks for a file."""
    return upload_attempt(cast.zoe)


@pytest.fixture
def waiting(cast):
    """Her attempt, handed in with a file, on a course of which Tom is a trainer."""
    attempt = upload_attempt(cast.zoe, awaiting_review=True)
    add_by_row(attempt, "Zoë’s essay.pdf")
    appoint_trainer(course=attempt.enrolment.course, person=cast.trainer, by=None, at=NOW)
    return attempt


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(attempt, number=1):
    return reverse("assessments:upload", args=[attempt.pk, number])


def save(client, attempt, name="essay.pdf", content=PDF, **more):
    return client.post(address(attempt), {"file": added(name, content)}, **more)


def download(attempt, view="own-file"):
    return reverse(f"assessments:{view}", args=[attempt.pk, attempt.paper.items[0].key])


# --- Adding ---------------------------------------------------------------------------------------


def test_a_task_that_asks_for_a_file_alone_does_not_speak_of_writing(attempt, zoe):
    page = attempt.assessment.url
    assert "Go on with this task" in in_words(zoe.get(page))
    Attempt.objects.all().delete()
    assert "Start this task" in in_words(zoe.get(page))


def test_the_question_leads_to_its_own_page(attempt, zoe):
    assert zoe.get(page_of(attempt, 1))["Location"] == address(attempt)


def test_the_page_says_what_is_asked_which_files_and_how_large(attempt, zoe):
    page = in_words(zoe.get(address(attempt)))
    assert all(words in page for words in ("Your file", "PDF, Word", "up to 25 MB", "What a trainer looks for"))
    assert "What you have added" not in page


def test_a_saved_file_is_shown_with_name_size_and_time(attempt, zoe):
    page = in_words(save(zoe, attempt, "Zoë’s essay.pdf", follow=True))
    shown = ("Your file is saved.", "Zoë’s essay.pdf", "PDF document", f"{len(PDF)}", "Take it away", "Choose another")
    assert [words for words in shown if words not in page] == []


@pytest.mark.parametrize(("name", "content"), [*GOOD.items(), ("photo.jpg", photograph())], ids=[*GOOD, "photo.jpg"])
def test_every_kind_is_taken_from_a_browser(attempt, zoe, name, content):
    assert save(zoe, attempt, name, content).status_code == 302
    assert Response.objects.get().file_name == name


def test_what_a_browser_says_of_the_type_does_not_matter(attempt, zoe):
    lying = SimpleUploadedFile("essay.pdf", PROGRAM, content_type="application/pdf")
    response = zoe.post(address(attempt), {"file": lying})
    assert (response.status_code, "is not what its name says" in in_words(response)) == (422, True)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose a file first, or leave it for later."),
        ({"file": added(content=b"")}, "This file is empty."),
        ({"file": added("page.html")}, "We cannot take this kind of file."),
    ],
)
def test_what_is_not_taken_is_said_next_to_the_field(attempt, zoe, sent, words):
    response = zoe.post(address(attempt), sent)
    page = response.content.decode()
    assert (response.status_code, page.count(words)) == (422, 2)  # in the summary, and next to the field
    assert 'aria-describedby="id_file_helptext id_file_error"' in page


def test_a_file_that_is_a_little_too_large_is_refused(attempt, zoe, settings):
    settings.UPLOAD_MAX_MEGABYTES = 0.0001
    response = save(zoe, attempt, content=PDF + bytes(200))
    assert (response.status_code, "This file is too large" in in_words(response)) == (422, True)


class Untouched:
    """What a browser would send, which nobody may read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("The request was read.")

    readline = read


def test_a_request_that_says_it_is_far_too_large_is_refused_before_it_is_read(attempt, zoe):
    sent = {"CONTENT_LENGTH": str(400 * 1024**2), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    response = zoe.generic("POST", address(attempt), **sent, **{"wsgi.input": Untouched()})
    assert (response.status_code, "This file is too large" in in_words(response)) == (413, True)


def test_a_stranger_is_led_to_sign_in_before_anything_is_read(attempt, client):
    sent = {"CONTENT_LENGTH": "100", "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    response = client.generic("POST", address(attempt), **sent, **{"wsgi.input": Untouched()})
    assert (response.status_code, "/accounts/login/" in response["Location"]) == (302, True)


def test_a_form_without_its_token_changes_nothing(attempt, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.zoe)
    assert save(strict, attempt).status_code == 403
    assert Response.objects.count() == 0


def test_a_form_with_its_token_is_taken(attempt, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.zoe)
    strict.get(address(attempt))
    token = strict.cookies["csrftoken"].value
    assert strict.post(address(attempt), {"file": added(), "csrfmiddlewaretoken": token}).status_code == 302
    assert Response.objects.get().file_name == "essay.pdf"


def test_an_infected_file_is_said_next_to_the_field(attempt, zoe, on_tcp):
    with scanner(on_tcp):
        response = save(zoe, attempt, "essay.txt", EICAR)
    assert (response.status_code, "Our virus scanner found something" in in_words(response)) == (422, True)


def test_a_scanner_that_is_away_is_told_as_ours_and_for_now(attempt, zoe, on_tcp):
    on_tcp.close()
    response = save(zoe, attempt)
    assert (response.status_code, "Please try again later." in in_words(response)) == (503, True)


def test_taking_it_away_leaves_the_field_alone(attempt, zoe):
    add_by_row(attempt)
    page = in_words(zoe.post(address(attempt), {"remove": "yes"}, follow=True))
    assert ("Your file has been taken away." in page, "What you have added" in page) == (True, False)


@pytest.mark.parametrize("sent", [{"remove": "yes"}, {"file": added()}, {}])
def test_after_handing_in_nothing_is_changed(waiting, zoe, sent):
    response = zoe.post(address(waiting), sent, follow=True)
    assert response.redirect_chain == [(page_of(waiting, "result"), 302)]
    assert Response.objects.get().file_name == "Zoë’s essay.pdf"


def test_after_handing_in_the_page_leads_to_the_result(waiting, zoe):
    assert zoe.get(address(waiting))["Location"] == page_of(waiting, "result")


@pytest.mark.parametrize("number", [0, 2])
def test_a_question_that_is_not_there_is_not_found(attempt, zoe, number):
    assert zoe.get(address(attempt, number)).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_question_of_another_kind_has_no_such_page(cast, zoe, method):
    attempt = AttemptFactory(enrolment__learner=cast.zoe)
    assert getattr(zoe, method)(address(attempt)).status_code == 404


def test_without_a_file_nothing_is_handed_in(attempt, zoe):
    response = submit(zoe, attempt)
    assert (response.status_code, "Please add your file first" in in_words(response)) == (422, True)


def test_with_a_file_it_is_handed_in_and_stays_to_be_read(attempt, zoe):
    save(zoe, attempt)
    page = in_words(submit(zoe, attempt, follow=True))
    assert ("A trainer reads it within 5 working days." in page, "essay.pdf" in page) == (True, True)
    assert Attempt.objects.get().status == Status.AWAITING_REVIEW


def test_the_next_attempt_begins_with_the_file_of_the_last(waiting, zoe):
    Attempt.objects.update(status=Status.NOT_YET_PASSED, finished_at=NOW)
    page = in_words(zoe.post(start_address(waiting.enrolment.course), follow=True))
    assert ("What you have added" in page, "Zoë’s essay.pdf" in page) == (True, True)


# --- Downloading ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=GOOD)
def test_every_kind_is_a_download_of_the_type_in_our_table(attempt, zoe, name, content):
    add_by_row(attempt, name, content)
    response = zoe.get(download(attempt))
    assert response.getvalue() == content
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"].split("/")[0] in {"application", "text", "image", "audio"}


@pytest.mark.parametrize(
    ("name", "media_type"), [("talk.webm", "audio/webm"), ("essay.txt", "text/plain"), ("board.jpeg", "image/jpeg")]
)
def test_the_type_comes_from_our_table_not_from_the_system(attempt, zoe, name, media_type):
    add_by_row(attempt, name, GOOD[name])
    response = zoe.get(download(attempt))
    response.close()
    assert response["Content-Type"] == media_type


@pytest.mark.parametrize("place", ["in_s3", "on_disk"])
def test_a_file_comes_back_byte_for_byte_wherever_it_is_stored(request, place, attempt, zoe):
    request.getfixturevalue(place)
    save(zoe, attempt)
    assert zoe.get(download(attempt)).getvalue() == PDF


def test_where_there_is_no_file_nothing_is_found(attempt, zoe):
    assert zoe.get(download(attempt)).status_code == 404


def test_a_trainer_of_the_course_sees_and_downloads_it(waiting, client_of, cast):
    tom = client_of(cast.trainer)
    page = tom.get(reverse("assessments:review", args=[waiting.pk])).content.decode()
    assert all(words in page for words in ("Zoë’s essay.pdf", "PDF document", download(waiting, "work-file")))
    assert tom.get(download(waiting, "work-file")).getvalue() == PDF


@pytest.mark.parametrize("who", ["amir", "editor", "office", "lead", "otherlead", "coordinator"])
@pytest.mark.parametrize("view", ["own-file", "work-file"])
def test_nobody_else_does(waiting, client_of, cast, who, view):
    cast.partner, cast.otherpartner  # noqa: B018  (their leads are appointed when they are made)
    assert client_of(getattr(cast, who)).get(download(waiting, view)).status_code == 404


def test_a_trainer_gets_nothing_before_it_is_handed_in(attempt, client_of, cast):
    add_by_row(attempt)
    appoint_trainer(course=attempt.enrolment.course, person=cast.trainer, by=None, at=NOW)
    assert client_of(cast.trainer).get(download(attempt, "work-file")).status_code == 404


def test_a_learner_who_is_a_trainer_too_does_not_review_their_own(waiting, client_of, cast):
    appoint_trainer(course=waiting.enrolment.course, person=cast.zoe, by=None, at=NOW)
    assert client_of(cast.zoe).get(download(waiting, "work-file")).status_code == 404


def test_a_trainer_of_the_same_organisation_is_told_why_not(waiting, client_of, cast):
    site = AffiliationFactory(person=cast.zoe).site
    AffiliationFactory(person=cast.trainer, site=site)
    response = client_of(cast.trainer).get(download(waiting, "work-file"))
    assert (response.status_code, "same organisation" in in_words(response)) == (403, True)


def test_a_file_that_the_storage_has_lost_is_told_and_not_found(waiting, zoe):
    Response.objects.update(file="attempts/lost/lost")
    assert "We cannot find this file at the moment." in in_words(zoe.get(page_of(waiting, "result")))
    assert zoe.get(download(waiting)).status_code == 404
