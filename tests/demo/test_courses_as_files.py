"""The demo's courses as files: into an empty site and out again the same; over the demo itself, nothing to change."""

from io import StringIO
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from courses.models import CourseEdition, CoursePage, RetiredActivity
from courses.reference import SHELLS
from courses.services.retiring import retire_activity
from lms.demo.courses import load_courses
from lms.demo.library import load_library
from tests.cast import NOW
from tests.coursepacks.files.folders import bring_in, export, learned, make_shells_again

pytestmark = pytest.mark.django_db
REASON = "Said in the course before."
SLUGS = [shell.slug for shell in SHELLS]


def test_every_course_comes_into_an_empty_site_and_out_again_as_the_same_files(tmp_path):
    load_all_and_retire_one()
    before = {slug: export(slug, tmp_path / "a" / slug) for slug in SLUGS}
    make_shells_again()
    said = {slug: bring_in(tmp_path / "a" / slug) for slug in SLUGS}
    assert {slug: export(slug, tmp_path / "b" / slug) for slug in SLUGS} == before
    published = CoursePage.objects.live().values_list("slug", flat=True)
    assert {slug for slug in SLUGS if "edition 1" in said[slug]} == set(published)
    assert CourseEdition.objects.count() == len(published)
    assert RetiredActivity.objects.get().reason == REASON


def load_all_and_retire_one() -> None:
    load_library()
    load_courses()
    edition = CourseEdition.objects.order_by("pk").first()
    retire_activity(course=edition.course, activity_key=edition.outline.keys[0], reason=REASON, by=None, at=NOW)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo with its people: loaded once, its pictures kept aside, and taken back after the last test here."""
    kept = tmp_path_factory.mktemp("demo") / "media"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        copytree(settings.MEDIA_ROOT, kept)
        yield kept
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, empty_folders):
    copytree(loaded, settings.MEDIA_ROOT)


@pytest.mark.parametrize("slug", SLUGS)
def test_over_the_demo_there_is_nothing_to_change_and_no_record_is_touched(demo, tmp_path, slug):
    before = learned()
    export(slug, tmp_path)
    assert "Nothing to change." in bring_in(tmp_path)
    assert learned() == before
