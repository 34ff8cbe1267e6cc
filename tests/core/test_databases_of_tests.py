"""The databases tests run on start alike, whatever the test before them did."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Locale, Page, Site

EMPTIED = [Site, Group, Permission]


@pytest.mark.django_db
def test_a_test_starts_with_wagtails_root_site_and_locale():
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.count() == 1
    assert Locale.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", ["first", "second"])
def test_what_a_transactional_test_deletes_comes_back(run):
    assert all(model.objects.exists() for model in EMPTIED)
    for model in EMPTIED:
        model.objects.all().delete()


@pytest.mark.django_db
def test_ids_stay_the_same_after_it():
    assert Page.objects.get(depth=1).pk == 1
