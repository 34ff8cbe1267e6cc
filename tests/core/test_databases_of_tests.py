"""The databases tests run on start alike, whatever the test before them did."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from tests.rows import read_rows


@pytest.mark.django_db
def test_a_test_starts_with_wagtails_root_and_site():
    assert Page.objects.filter(depth=1).exists()
    assert Site.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_delete_everything():
    Site.objects.all().delete()
    ContentType.objects.all().delete()
    assert not Site.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_what_a_transactional_test_emptied_comes_back(run):
    before = {table: len(rows) for table, (_, rows) in read_rows().items()}
    Site.objects.all().delete()
    assert before["wagtailcore_site"] == 1
    assert before["wagtailcore_locale"] == 1
    assert before["django_content_type"] > 20
