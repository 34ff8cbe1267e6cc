"""Who is known already: Leads are told of their own people alone, coordinators of everybody (domain B 16)."""

import pytest
from allauth.account.models import EmailAddress

from courses.models import CoursePage
from enrolment.duplicates import others_known, own_people_known
from enrolment.models import Affiliation, AffiliationOrigin, Nomination, Source
from enrolment.services.appointments import appoint_lead
from tests.cast import NOW
from tests.factories.editions import EditionFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
ZOE = "zoe@example.org"
OWN, OTHERS = 5, 7


@pytest.fixture(autouse=True)
def today(time_machine):
    """It is NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def allowance(cast):
    """Places at a site of Lena's organisation, in Cora's region."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def sister(cast):
    """Places at another site of the same organisation."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def elsewhere(cast):
    """Places of Omar's organisation."""
    return AllowanceFactory(licence__site__organisation=cast.otherpartner)


@pytest.fixture
def facilitator(db):
    """The course that a SMART Recovery place opens."""
    course = CoursePage.objects.get(slug="smart-facilitator")
    EditionFactory(course=course)
    return course


def told(allowance, by, *emails):
    return own_people_known(emails or (ZOE,), allowance=allowance, by=by, at=NOW).get(ZOE, ())


def belong(person, allowance):
    about = {"kind": "staff", "origin": AffiliationOrigin.IMPORT, "starts_on": NOW.date(), "recorded_at": NOW}
    Affiliation.objects.create(person=person, site=allowance.licence.site, **about)


def finish(cast, allowance, course):
    """Zoë has finished `course` with a place of `allowance`."""
    place = NominationFactory(allowance=allowance, used=True, learner=cast.zoe, email=ZOE)
    EnrolmentFactory(learner=cast.zoe, course=course, completed=True, source=Source.PLACE, nomination=place)


# --- What a Lead is told --------------------------------------------------------------------------


def test_of_somebody_new_there_is_nothing_to_tell(allowance, cast):
    assert told(allowance, cast.lead) == ()


def test_a_nomination_at_another_own_site_is_told(allowance, sister, cast):
    NominationFactory(allowance=sister, email=ZOE)
    site = sister.licence.site.name
    assert told(allowance, cast.lead) == (f"Nominated at {site} under the SMART Recovery licence on 20 April 2026.",)


def test_what_stands_on_the_same_licence_year_is_refused_and_not_told(allowance, cast):
    NominationFactory(allowance=allowance, email=ZOE)
    assert told(allowance, cast.lead) == ()


def test_that_somebody_belongs_to_an_own_site_is_told(allowance, sister, cast):
    NominationFactory(allowance=sister, email=ZOE, learner=cast.zoe, redeemed=True)
    belong(cast.zoe, sister)
    assert f"Belongs to {sister.licence.site.name} since 20 April 2026." in told(allowance, cast.lead)


def test_an_address_the_organisation_never_used_does_not_tell_whose_it_is(allowance, sister, cast):
    belong(cast.zoe, sister)
    assert told(allowance, cast.lead) == ()


def test_a_course_finished_with_an_own_place_is_told(allowance, sister, facilitator, cast):
    finish(cast, sister, facilitator)
    assert "Has finished SMART Facilitator on 20 April 2026." in told(allowance, cast.lead)


def test_a_lead_hears_nothing_of_other_organisations(allowance, elsewhere, facilitator, cast):
    finish(cast, elsewhere, facilitator)
    belong(cast.zoe, elsewhere)
    assert told(allowance, cast.lead) == ()


def test_of_own_people_too_nothing_is_told_that_they_did_elsewhere(allowance, sister, elsewhere, facilitator, cast):
    NominationFactory(allowance=sister, email=ZOE, learner=cast.zoe, redeemed=True)
    belong(cast.zoe, sister)
    finish(cast, elsewhere, facilitator)
    assert len(told(allowance, cast.lead)) == 2


def test_the_lead_of_one_site_hears_nothing_of_another(allowance, sister, cast):
    about = {"organisation": cast.partner, "site": allowance.licence.site, "starts_on": NOW.date()}
    appoint_lead(**about, person=cast.amir, by=None, at=NOW)
    NominationFactory(allowance=sister, email=ZOE)
    assert (told(allowance, cast.amir), len(told(allowance, cast.lead))) == ((), 1)


def test_a_coordinator_who_nominates_hears_of_the_organisation_alone(allowance, sister, elsewhere, cast):
    NominationFactory(allowance=sister, email=ZOE)
    NominationFactory(allowance=elsewhere, email=ZOE)
    assert len(told(allowance, cast.coordinator)) == 1


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_for_one_and_for_many(count, allowance, sister, cast):
    made = NominationFactory.create_batch(count, allowance=sister, redeemed=True)
    with assert_statements(at_most=OWN):
        known = own_people_known([row.email for row in made], allowance=allowance, by=cast.lead, at=NOW)
    assert len(known) == count


# --- What a coordinator is told -------------------------------------------------------------------


def known(nomination):
    rows = Nomination.objects.with_people().filter(pk=nomination.pk)
    return others_known(rows)[nomination.pk]


def test_a_stranger_is_not_known(allowance):
    assert known(NominationFactory(allowance=allowance, email="new@example.org")) == ()


def test_an_account_is_told(allowance, cast):
    assert known(NominationFactory(allowance=allowance, email=cast.zoe.email)) == ("Has an account.",)


def test_a_further_confirmed_address_is_an_account_and_a_claimed_one_is_not(allowance, cast):
    for email, verified in (("Z@Home.example", True), ("y@home.example", False)):
        EmailAddress.objects.create(user=cast.zoe, email=email, verified=verified)
    assert known(NominationFactory(allowance=allowance, email="z@home.example")) == ("Has an account.",)
    assert known(NominationFactory(allowance=allowance, email="y@home.example")) == ()


def test_a_nomination_elsewhere_is_told_with_the_organisation(allowance, elsewhere):
    NominationFactory(allowance=elsewhere, email=ZOE)
    site = elsewhere.licence.site
    here = NominationFactory(allowance=allowance, email=ZOE)
    assert known(here) == (f"Is nominated by Hilltop Trust, {site.name} (SMART Recovery).",)


def test_a_place_taken_up_elsewhere_under_another_address_is_told(allowance, elsewhere, cast):
    NominationFactory(allowance=elsewhere, redeemed=True, learner=cast.zoe, email="z@home.example")
    here = NominationFactory(allowance=allowance, email=cast.zoe.email)
    assert known(here)[1].startswith("Has a place of Hilltop Trust")


def test_what_ended_is_not_told(allowance, elsewhere):
    NominationFactory(allowance=elsewhere, email=ZOE, declined=True)
    assert known(NominationFactory(allowance=allowance, email=ZOE)) == ()


@pytest.mark.parametrize(
    ("completed", "words"),
    [(True, "Has finished SMART Facilitator on 20 April 2026."), (False, "Is taking SMART Facilitator already.")],
)
def test_the_course_they_take_or_have_finished_is_told(completed, words, allowance, facilitator, cast):
    EnrolmentFactory(learner=cast.zoe, course=facilitator, completed=completed)
    assert words in known(NominationFactory(allowance=allowance, email=cast.zoe.email))


def test_open_courses_say_nothing(allowance, cast):
    EnrolmentFactory(learner=cast.zoe, course__access="open", completed=True)
    assert known(NominationFactory(allowance=allowance, email=cast.zoe.email)) == ("Has an account.",)


def test_what_they_learn_by_this_very_place_is_no_news(allowance, facilitator, cast):
    here = NominationFactory(allowance=allowance, redeemed=True, learner=cast.zoe, email=ZOE)
    EnrolmentFactory(learner=cast.zoe, course=facilitator, source=Source.PLACE, nomination=here)
    assert known(here) == ()


@pytest.mark.parametrize("count", [1, 30])
def test_the_coordinators_list_costs_the_same_for_one_and_for_many(count, allowance, elsewhere, cast):
    for number in range(count):
        for place in (allowance, elsewhere):
            NominationFactory(allowance=place, email=f"rowan.x{number}@example.org")
    with assert_statements(at_most=OTHERS):
        found = others_known(Nomination.objects.with_people().filter(allowance=allowance))
    assert [len(sentences) for sentences in found.values()] == [1] * count


def test_nobody_at_all_is_no_trouble(db):
    assert others_known([]) == {}
