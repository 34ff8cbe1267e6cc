"""People for load tests: of every standing, with partners of every kind, and sound by every integrity check."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt
from certificates.models import Award
from enrolment.models import Affiliation, CheckConfirmation, EnrolmentToken, Nomination, PartnerOrganisation
from enrolment.statements import movements_of, statement_of
from lms.accounts.models import User
from lms.demo.cast import COORDINATOR, LEAD
from lms.demo.scale.names import name_of
from lms.demo.scale.partners import LARGE_NAME, partner_of

pytestmark = pytest.mark.django_db
PEOPLE = 130


def load(scale: int) -> str:
    out = StringIO()
    call_command("load_demo", scale=scale, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """The demo with a crowd, in two goes as somebody might ask for it; taken back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(12)
        load(PEOPLE)
        yield
        transaction.set_rollback(True)


def large():
    return PartnerOrganisation.objects.get(name=LARGE_NAME)


def of_large():
    return Nomination.objects.filter(allowance__licence__site__organisation=large())


def test_what_is_made_is_sound(crowd):
    call_command("check_integrity", stdout=StringIO())


def test_asking_again_for_as_many_changes_nothing(crowd):
    kinds = (User, Nomination, PartnerOrganisation, EnrolmentToken, Award)
    before = [kind.objects.count() for kind in kinds]
    assert "load tests: 0" in load(PEOPLE)
    assert [kind.objects.count() for kind in kinds] == before


def test_people_stand_at_every_point_of_the_way(crowd):
    found = Counter(Nomination.objects.filter(email__endswith="@scale.example").values_list("status", flat=True))
    assert {"nominated", "invited", "redeemed", "declined", "released"} == set(found)
    assert Attempt.objects.awaiting_review().filter(enrolment__learner__email__endswith="@scale.example").exists()
    assert Award.objects.filter(learner__email__endswith="@scale.example").count() > 10


def test_whoever_took_up_a_place_belongs_to_its_site_and_most_have_shown_a_check(crowd):
    belonging = Affiliation.objects.filter(person__email__endswith="@scale.example").count()
    assert belonging == Nomination.objects.redeemed().filter(email__endswith="@scale.example").count()
    assert belonging / 2 < CheckConfirmation.objects.count() < belonging


@pytest.mark.parametrize(("email", "desk"), [(LEAD, "/lead/"), (COORDINATOR, "/coordinator/")])
def test_the_desks_of_the_cast_hold_the_large_partner(email, desk, crowd):
    browser = Client()
    browser.force_login(User.objects.get(email=email))
    assert "Glan-yr-afon" in browser.get(desk).content.decode()
    assert of_large().count() > 60


def test_the_statement_of_a_year_is_the_sum_of_its_movements(crowd):
    year, now = of_large().redeemed().first().allowance, timezone.now()
    statement, last = statement_of(year, at=now), movements_of(year, at=now)[-1]
    assert statement.adds_up
    assert (last.held, last.used) == (statement.held, statement.used)


def test_names_are_of_many_kinds():
    names = {name_of(number) for number in range(1, 500)}
    assert len(names) == 437
    assert [any(part in name for name in names) for part in ("Ŵ", "ل", "Featherstonehaugh")] == [True] * 3


@pytest.mark.parametrize(
    ("number", "partner"), [(2, 0), (1000, 0), (1, 1), (51, 2), (3, None), (1002, None), (1001, 21)]
)
def test_some_belong_to_the_large_partner_some_to_others_and_some_to_none(number, partner):
    assert partner_of(number) == partner


def test_beyond_twenty_thousand_everybody_is_of_the_public():
    assert {partner_of(number) for number in range(20_001, 20_200)} == {None}
