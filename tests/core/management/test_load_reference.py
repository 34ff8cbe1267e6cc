"""load_reference: what production needs, as often as one likes."""

import pytest
from django.core.management import call_command

from courses.models import CoursePage
from lms.accounts.models import User
from tests.rows import read_rows


@pytest.mark.django_db
def test_loading_again_changes_nothing():
    before = read_rows()
    call_command("load_reference", verbosity=0)
    assert read_rows() == before


@pytest.mark.django_db
def test_it_makes_no_people():
    assert not User.objects.exists()


@pytest.mark.django_db
def test_what_editors_wrote_stays():
    CoursePage.objects.filter(slug="getting-smart").update(title="Getting SMART, revised")
    call_command("load_reference", verbosity=0)
    assert CoursePage.objects.get(slug="getting-smart").title == "Getting SMART, revised"
