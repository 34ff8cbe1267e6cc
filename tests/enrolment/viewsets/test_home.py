"""The home page of the admin: Central Office finds the way to its partners, an editor reads nothing of them."""

import pytest

from tests.enrolment.viewsets.asking import text_of
from tests.factories.partners import NominationFactory

pytestmark = pytest.mark.django_db
HOME = "/cms/"


def test_it_counts_partners(office, cast):
    assert cast.partner.pk
    assert "1 partner organisation<" in text_of(office, HOME)


def test_an_editor_reads_nothing_of_partners(client_of, cast):
    NominationFactory()
    page = text_of(client_of(cast.editor), HOME)
    assert ("To do" in page, "partner" in page) == (False, False)
