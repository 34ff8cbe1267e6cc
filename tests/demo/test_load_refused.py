"""The demo is loaded wholly or not at all, and only where it belongs."""

import pytest
from django.core.management import CommandError, call_command

from courses.models import LessonPage
from lms.accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_demo_is_refused_outside_demo_settings(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo settings only"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_failure_half_way_leaves_nothing_behind(tmp_path, monkeypatch):
    (tmp_path / "courses").mkdir()
    (tmp_path / "courses" / "1.yaml").write_text("slug: introduction-to-smart")
    monkeypatch.setattr("lms.demo.courses.FOLDER", tmp_path)
    with pytest.raises(KeyError):
        call_command("load_demo", verbosity=0)
    assert not LessonPage.objects.exists()
    assert not User.objects.exists()
