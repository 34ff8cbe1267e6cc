"""Pictures, films and files: for whoever may read a page where they stand, and kept no longer than that is true."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtail.images.models import Rendition
from wagtail.models import Page, PageViewRestriction

from content.models import StandardPage
from courses.models import Access, CoursePage, CoursePrerequisite, LessonPage, ModulePage, RetiredActivity
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.library import CAPTIONS, FILM, DocumentFactory, RecordingFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.pictures import ImageFactory, address_of

pytestmark = pytest.mark.django_db
PUBLIC, PRIVATE = "public, max-age=86400", "private, max-age=3600"


@pytest.fixture
def course():
    """A course that Zoë takes."""
    return CourseFactory(lessons=2)


@pytest.fixture
def lesson(course, cast):
    """Its first lesson."""
    EnrolmentFactory(course=course, learner=cast.zoe)
    return LessonPage.objects.descendant_of(course).first()


@pytest.fixture
def zoe(client_of, cast):
    """The browser of Zoë."""
    return client_of(cast.zoe)


def plain_page() -> StandardPage:
    return StandardPage.objects.get(slug="privacy")


def seen(browser, image, **headers: str):
    """Ask for the picture and read it to its end: only then is its file closed."""
    answer = browser.get(address_of(image), headers=headers)
    answer.getvalue()
    return answer


def status_at(browser, image) -> int:
    return seen(browser, image).status_code


# --- Pictures for everybody -------------------------------------------------------------------------


def test_a_picture_of_a_public_page_is_for_everybody_and_for_their_proxies(client):
    answer = client.get(address_of(ImageFactory(on=[plain_page()])))
    assert answer.getvalue()[:4] == b"\x89PNG"
    assert (answer["Cache-Control"], answer["Content-Type"]) == (PUBLIC, "image/png")
    assert "Cookie" not in answer.get("Vary", "")


def test_a_picture_of_a_lesson_and_a_public_page_is_for_everybody(client, lesson):
    assert seen(client, ImageFactory(on=[lesson, plain_page()]))["Cache-Control"] == PUBLIC


def test_a_picture_of_an_unpublished_page_is_for_nobody(client, zoe):
    image = ImageFactory(on=[plain_page()])
    plain_page().unpublish()
    assert [status_at(browser, image) for browser in (client, zoe)] == [404, 404]


def test_a_picture_taken_off_a_public_page_is_for_nobody_any_more(client):
    image = ImageFactory(on=[plain_page()])
    page = plain_page()
    page.body = []
    page.save()
    assert status_at(client, image) == 404


def test_wagtails_own_privacy_of_a_plain_page_is_that_of_its_pictures(client, zoe):
    image = ImageFactory(on=[plain_page()])
    PageViewRestriction.objects.create(page=plain_page(), restriction_type=PageViewRestriction.LOGIN)
    assert [status_at(browser, image) for browser in (client, zoe)] == [404, 200]


# --- Pictures of lessons ----------------------------------------------------------------------------


def test_a_picture_of_a_lesson_is_for_whoever_takes_the_course(zoe, lesson):
    answer = seen(zoe, ImageFactory(on=[lesson]))
    assert (answer.status_code, answer["Cache-Control"], answer["Vary"]) == (200, PRIVATE, "Cookie")


@pytest.mark.parametrize("who", ["amir", "office"])
def test_a_picture_of_a_lesson_is_not_there_for_anybody_else(who, client, client_of, cast, lesson):
    address = address_of(ImageFactory(on=[lesson]))
    answers = [client.get(address), client_of(getattr(cast, who)).get(address)]
    assert [(answer.status_code, answer["Cache-Control"]) for answer in answers] == [(404, "private, no-store")] * 2


def test_a_picture_waits_for_what_comes_first_as_its_lesson_does(zoe, cast, course, lesson):
    first = CourseFactory(lessons=1)
    CoursePrerequisite.objects.create(course=course, requires=first)
    image = ImageFactory(on=[lesson])
    assert status_at(zoe, image) == 404
    EnrolmentFactory(course=first, learner=cast.zoe, completed=True)
    assert status_at(zoe, image) == 200


def test_whoever_has_finished_sees_on(zoe, lesson):
    Enrolment.objects.mark_completed(at=NOW)
    assert status_at(zoe, ImageFactory(on=[lesson])) == 200


def test_a_picture_of_two_courses_is_for_whoever_takes_one_of_them(zoe, lesson):
    other = LessonPage.objects.descendant_of(CourseFactory(access=Access.NOMINATED)).first()
    assert status_at(zoe, ImageFactory(on=[other, lesson])) == 200
    assert status_at(zoe, ImageFactory(on=[other])) == 404


def test_a_picture_of_a_lesson_of_a_later_edition_is_not_there(zoe, course, lesson):
    added = LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    assert status_at(zoe, ImageFactory(on=[added])) == 404


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, CoursePage])
def test_a_picture_of_what_is_being_updated_is_not_there(kind, zoe, lesson):
    image = ImageFactory(on=[lesson])
    line = Page.objects.ancestor_of(lesson, inclusive=True).type(kind)
    line.get().specific.unpublish()
    assert status_at(zoe, image) == 404


def retire(lesson):
    about = {"course": lesson.course, "activity_key": lesson.activity_key, "title": lesson.title}
    RetiredActivity.objects.create(**about, reason="Wrong advice.", retired_at=NOW)


def test_what_stands_in_a_retired_lesson_is_not_there(zoe, lesson):
    files = [RecordingFactory(on=[lesson]).file, DocumentFactory(on=[lesson]).file]
    image = ImageFactory(on=[lesson])
    retire(lesson)
    assert [status_at(zoe, image), *(get(zoe, file)[0].status_code for file in files)] == [404, 404, 404]


def test_unless_it_is_done_or_stands_in_another_lesson_too(zoe, cast, course, lesson):
    done, elsewhere = ImageFactory(on=[lesson]), ImageFactory(on=LessonPage.objects.descendant_of(course))
    retire(lesson)
    assert [status_at(zoe, image) for image in (done, elsewhere)] == [404, 200]
    ActivityCompletionFactory(enrolment=cast.zoe.enrolments.get(), activity_key=lesson.activity_key)
    assert status_at(zoe, done) == 200


# --- Editors ----------------------------------------------------------------------------------------


def test_editors_see_what_they_work_with(client_of, cast, lesson):
    pictures = [ImageFactory(), ImageFactory(on=[lesson])]
    assert [status_at(client_of(cast.editor), image) for image in pictures] == [200, 200]


def test_whoever_may_edit_the_page_sees_its_picture_without_the_image_library(client_of, cast, lesson):
    cast.editor.groups.get().collection_permissions.all().delete()
    pictures = [ImageFactory(), ImageFactory(on=[lesson])]
    assert [status_at(client_of(cast.editor), image) for image in pictures] == [404, 200]


def test_an_editor_without_the_second_step_is_no_editor_yet(client_of, cast, lesson, settings):
    settings.MFA_REQUIRED = True
    assert status_at(client_of(cast.editor), ImageFactory(on=[lesson])) == 404


def test_a_picture_that_stands_only_in_a_draft_is_for_editors(client, client_of, zoe, cast, lesson):
    image = ImageFactory()
    lesson.body.append(("image", {"image": image, "caption": ""}))
    lesson.save_revision()
    assert [status_at(browser, image) for browser in (client, zoe, client_of(cast.editor))] == [404, 404, 200]


# --- Coming again -----------------------------------------------------------------------------------


def test_a_picture_that_is_kept_is_not_sent_again(zoe, lesson):
    image = ImageFactory(on=[lesson])
    again = seen(zoe, image, if_none_match=seen(zoe, image)["ETag"])
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", PRIVATE)


def test_a_picture_made_anew_is_sent_again(client):
    image = ImageFactory(on=[plain_page()])
    tag = seen(client, image)["ETag"]
    image.renditions.all().delete()
    assert seen(client, image, if_none_match=tag).status_code == 200


def test_the_right_tag_opens_nothing(client, zoe, lesson):
    image = ImageFactory(on=[lesson])
    assert seen(client, image, if_none_match=seen(zoe, image)["ETag"]).status_code == 404


# --- Films, captions, sound and documents -----------------------------------------------------------


def get(browser, file, **headers: str):
    answer = browser.get(file.url, headers=headers)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def statuses(browsers, file) -> list[int]:
    return [get(browser, file)[0].status_code for browser in browsers]


@pytest.fixture
def others(client, client_of, cast):
    """A stranger, somebody on no course, and Central Office."""
    return [client, client_of(cast.amir), client_of(cast.office)]


def test_a_film_and_its_captions_are_for_whoever_takes_the_course(zoe, others, lesson):
    film = RecordingFactory(on=[lesson])
    for file in (film.file, film.captions):
        assert statuses([zoe, *others], file) == [200, 404, 404, 404]


def test_a_film_says_what_it_is_and_that_parts_may_be_asked_for(zoe, lesson):
    film = RecordingFactory(on=[lesson])
    answers = [get(zoe, file)[0] for file in (film.file, film.captions)]
    assert [answer["Content-Type"] for answer in answers] == ["video/mp4", "text/vtt"]
    assert {(answer["Accept-Ranges"], answer["Cache-Control"]) for answer in answers} == {("bytes", PRIVATE)}


@pytest.mark.parametrize(
    ("wanted", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=1000-", 1000, 1011), ("bytes=-12", 1000, 1011)]
)
def test_a_player_gets_the_part_of_a_film_it_asks_for(wanted, first, last, zoe, lesson):
    answer, content = get(zoe, RecordingFactory(on=[lesson]).file, range=wanted)
    assert (answer.status_code, content) == (206, FILM[first : last + 1])
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert answer["Content-Length"] == str(len(content))


def test_a_part_behind_the_end_is_refused_with_the_size(zoe, lesson):
    answer, _content = get(zoe, RecordingFactory(on=[lesson]).file, range="bytes=5000-")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(FILM)}")


def test_a_part_of_a_film_that_has_changed_is_sent_whole(zoe, lesson):
    answer, content = get(zoe, RecordingFactory(on=[lesson]).file, range="bytes=0-9", if_range='"other"')
    assert (answer.status_code, content) == (200, FILM)


def test_asking_for_a_part_opens_nothing(others, lesson):
    file = RecordingFactory(on=[lesson]).file
    assert [get(browser, file, range="bytes=0-9")[0].status_code for browser in others] == [404, 404, 404]


def test_the_poster_of_a_film_stands_where_the_film_does(zoe, others, lesson):
    poster = ImageFactory()
    RecordingFactory(poster=poster, on=[lesson])
    assert [status_at(browser, poster) for browser in [zoe, *others]] == [200, 404, 404, 404]


def test_captions_of_a_public_page_are_for_everybody(client):
    answer, content = get(client, RecordingFactory(on=[plain_page()]).captions)
    assert (answer["Cache-Control"], content) == (PUBLIC, CAPTIONS)


def test_a_document_of_a_lesson_is_a_download_for_whoever_takes_the_course(zoe, others, lesson):
    document = DocumentFactory(on=[lesson])
    answer, content = get(zoe, document.file)
    assert (content, answer["Content-Disposition"]) == (
        b"%PDF-1.7 sheet",
        f'attachment; filename="{document.filename}"',
    )
    assert statuses(others, document.file) == [404, 404, 404]


def test_a_document_changed_under_its_address_is_sent_again(zoe, lesson):
    document = DocumentFactory(on=[lesson])
    tag = get(zoe, document.file)[0]["ETag"]
    Document.objects.update(file_hash="changed")
    assert get(zoe, document.file, if_none_match=tag)[0].status_code == 200


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentFactory])
def test_what_stands_nowhere_is_for_editors_alone(factory, zoe, client_of, cast, others):
    file = factory().file
    assert statuses([zoe, *others, client_of(cast.editor)], file) == [404, 404, 404, 404, 200]


def test_a_film_of_a_page_that_is_being_updated_is_not_there(zoe, lesson):
    film = RecordingFactory(on=[lesson])
    lesson.unpublish()
    assert get(zoe, film.file)[0].status_code == 404


# --- What has no address ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "original_images/sunrise.png",
        "images/sunrise.png",
        "documents/list.pdf",
        "recordings/film.mp4",
        "captions/film.vtt",
        "avatar_images/face.png",
        "images/../documents/list.pdf",
        "images/%2e%2e/documents/list.pdf",
        "images/",
        "images/%00",
        "",
    ],
)
def test_what_is_no_rendition_does_not_exist(name, client, client_of, cast):
    for stored in ("original_images/sunrise.png", "images/sunrise.png", "documents/list.pdf", "avatar_images/face.png"):
        default_storage.save(stored, ContentFile(b"content"))
    browsers = (client, client_of(cast.zoe), client_of(cast.editor))
    assert {browser.get(f"/media/{name}").status_code for browser in browsers} == {404}


def test_a_rendition_whose_file_is_gone_is_not_found(client):
    address = address_of(ImageFactory(on=[plain_page()]))
    default_storage.delete(Rendition.objects.get(filter_spec="width-4").file.name)
    assert client.get(address).status_code == 404


def test_nothing_is_written(client):
    assert client.post(address_of(ImageFactory())).status_code == 405
