"""What learners write is read by nobody else: not by staff, not in audit data, logs, mail or exports."""

import json
import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.cache import cache
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.models import ModelLogEntry

from enrolment.models import Bookmark, LessonNote, PrivateEntry, ReadingPlace
from lms.notifications.models import OutboundEmail
from tests.architecture.source import modules
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.study import block, practice_course, practice_lesson

pytestmark = pytest.mark.django_db
OWN = (PrivateEntry, LessonNote, Bookmark, ReadingPlace)
SECRET = "zanzibar-teapot"
NAMES = re.compile(r"\b(?:PrivateEntry|LessonNote|own_entries|keepsakes_of|read_beside)\b")
# Whoever else names them has to say here why.
MAY_READ = {
    "enrolment/models/study.py": "the rows",
    "enrolment/models/__init__.py": "the rows, by name",
    "enrolment/margins.py": "the learner's own page",
    "enrolment/gate.py": "the learner's own page",
    "enrolment/views/base.py": "the learner's own page, once more",
    "enrolment/services/entries.py": "saving",
    "enrolment/services/lesson_notes.py": "saving",
    "enrolment/services/returning.py": "who starts anew after leaving finds their words again",
    "enrolment/services/reading.py": "whether a lesson is done: that something stands there, never what",
    "enrolment/views/entries.py": "the learner's own, by the learner",
    "enrolment/views/lesson_notes.py": "the learner's own, by the learner",
    "lms/dashboards/keepsakes.py": "the learner's own list",
    "lms/dashboards/views/keepsakes.py": "the learner's own list",
}


def test_only_these_modules_name_what_learners_write():
    named = {path.as_posix() for path, text in modules().items() if NAMES.search(text)}
    assert {name for name in named if "/migrations/" not in name} - MAY_READ.keys() == set()


def test_no_list_of_the_admin_is_made_of_it():
    assert [viewset for viewset in viewsets.viewsets if getattr(viewset, "model", None) in OWN] == []


def test_no_group_holds_a_permission_on_it():
    names = {model._meta.model_name for model in OWN}
    permissions = apps.get_model("auth.Permission").objects.filter(content_type__model__in=names)
    assert list(permissions.filter(group__isnull=False)) == []


@pytest.fixture
def written(cast, client_of, caplog, django_capture_on_commit_callbacks):
    """Zoë has written everywhere, got refusals, and removed some of it."""
    caplog.set_level(logging.DEBUG)
    lesson = practice_lesson(practice_course())
    EnrolmentFactory(learner=cast.zoe, course=lesson.course)
    zoe, course = client_of(cast.zoe), lesson.course
    place = [course.slug, lesson.activity_key, block(lesson, "worksheet").key]
    note = reverse("enrolment:lesson-note", args=place[:2])
    with django_capture_on_commit_callbacks(execute=True):
        for sent in [{"a": SECRET}, {"a": f"{SECRET} again"}, {"a": SECRET * 500}]:
            zoe.post(reverse("enrolment:entry", args=place), sent)
        for sent in [{"note": SECRET}, {"note": f"{SECRET} again"}, {"note": SECRET * 1000}]:
            zoe.post(note, sent)
        zoe.get(lesson.url)
    return lesson


def test_it_is_kept_for_her(written):
    assert SECRET in json.dumps(PrivateEntry.objects.get().answers)
    assert LessonNote.objects.get().text == SECRET


def test_no_other_row_holds_it(written):
    others = [model for model in apps.get_models() if model not in OWN and model._meta.managed]
    rows = [row for model in others for row in model._default_manager.all() if hasattr(row, "pk")]
    assert [row for row in rows if SECRET in serializers.serialize("json", [row])] == []


def test_no_log_audit_or_mail_holds_it(written, caplog):
    assert SECRET not in caplog.text
    assert SECRET not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))
    assert not OutboundEmail.objects.exists()


@pytest.mark.parametrize("who", ["lead", "coordinator", "office", "editor", "trainer", "amir"])
def test_no_desk_shows_it(who, written, cast, client_of):
    client = client_of(getattr(cast, who))
    desks = ["/lead/", "/lead/people.csv", "/coordinator/", "/cms/", "/learn/", "/learn/notes/", written.url]
    assert [address for address in desks if SECRET in client.get(address, follow=True).content.decode()] == []


def test_what_is_kept_of_rendered_pages_is_not_hers(written, cast, client_of):
    client_of(cast.zoe).get(written.url)
    assert SECRET not in str(getattr(cache, "_cache", cache))


def test_every_module_named_above_is_there():
    assert [name for name in MAY_READ if not Path(name).exists()] == []
