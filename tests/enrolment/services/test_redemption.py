"""Taking up a place, or saying no to it: what it makes, for whom, and what stands in the way."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from courses.models import CourseEdition, CoursePage, CoursePrerequisite
from enrolment.models import Enrolment, LicenceType, Nomination, PlaceAllowance, Source, Status
from enrolment.rules.places import NominationStatus, TokenStatus
from enrolment.services.redemption import decline
from enrolment.services.tokens import resend_token, revoke_token
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, name, places, release, take_up
from tests.factories.editions import OPEN_COURSES, WHOLE_PATH, EditionFactory, make_ready
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, TokenFactory
from tests.factories.people import UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
INSIDE_OUT = (*WHOLE_PATH, "insideout")


@pytest.fixture
def courses():
    """The whole path, ready to be taken, by slug."""
    return {course.slug: course for course in make_ready()}


@pytest.fixture
def token(courses):
    """An invitation to Ada's address, for the whole path."""
    return live_token(NominationFactory(invited=True, email="ada@example.org"))


def invitation(kind="smart-recovery", **about):
    year = AllowanceFactory(licence__licence_type=LicenceType.objects.get(key=kind))
    return live_token(NominationFactory(invited=True, allowance=year, **about))


def opened(redemption):
    return [(enrolment.course.slug, enrolment.source) for enrolment in redemption.enrolments]


def addresses(person):
    return set(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


def nothing_changed(token, status=NominationStatus.INVITED):
    token.refresh_from_db()
    nomination = Nomination.objects.get(pk=token.nomination_id)
    return (nomination.status, token.status) == (status, TokenStatus.LIVE) and not audited("enrolment.redeem")


# --- What it makes --------------------------------------------------------------------------------


def test_a_place_opens_the_whole_path_the_open_courses_by_own_choice(token, cast):
    made = take_up(token, cast.zoe)
    assert opened(made) == [
        ("introduction-to-smart", Source.SELF),
        ("getting-smart", Source.SELF),
        ("smart-facilitator", Source.PLACE),
    ]
    assert {enrolment.learner for enrolment in made.enrolments} == {cast.zoe}
    assert [enrolment.nomination for enrolment in made.enrolments] == [None, None, made.nomination]


def test_the_place_is_taken_up_and_stays_held(token, cast):
    nomination = take_up(token, cast.zoe).nomination
    token.refresh_from_db()
    assert (nomination.status, nomination.learner) == (NominationStatus.REDEEMED, cast.zoe)
    assert (nomination.redeemed_at, nomination.used_at) == (NOW, None)
    assert (token.status, token.ended_at) == (TokenStatus.USED, NOW)
    assert places(nomination.allowance) == (1, 0, 5, 0)


def test_it_stands_in_the_audit_log_without_personal_data(token, courses, cast):
    take_up(token, cast.zoe)
    about = {"on": str(token.nomination_id), "by": cast.zoe.pk}
    assert audited("enrolment.redeem") == [{**about, "courses": [course.pk for course in courses.values()]}]


def test_enrolments_are_pinned_to_the_newest_editions(token, courses, cast):
    EditionFactory(course=courses["smart-facilitator"], number=2)
    assert [enrolment.edition.number for enrolment in take_up(token, cast.zoe).enrolments] == [1, 1, 2]


@pytest.mark.parametrize("completed", [True, False])
def test_open_courses_taken_or_finished_before_are_left_as_they_are(completed, token, courses, cast):
    before = [EnrolmentFactory(learner=cast.zoe, course=courses[slug], completed=completed) for slug in OPEN_COURSES]
    assert opened(take_up(token, cast.zoe)) == [("smart-facilitator", Source.PLACE)]
    assert Enrolment.objects.filter(learner=cast.zoe).count() == 3
    assert set(before) <= set(Enrolment.objects.all())


def test_a_course_ended_early_is_taken_anew(token, courses, cast):
    ended = {"status": Status.WITHDRAWN, "withdrawn_at": NOW}
    for slug in WHOLE_PATH:
        EnrolmentFactory(learner=cast.zoe, course=courses[slug], **ended)
    assert [slug for slug, _ in opened(take_up(token, cast.zoe))] == list(WHOLE_PATH)


def test_a_place_of_criminal_justice_opens_two_gated_courses_in_order(cast):
    make_ready(*INSIDE_OUT)
    made = take_up(invitation("criminal-justice"), cast.zoe)
    assert [slug for slug, _ in opened(made)] == list(INSIDE_OUT)
    assert [enrolment.nomination_id is not None for enrolment in made.enrolments] == [False, False, True, True]
    assert places(made.nomination.allowance) == (1, 0, 5, 0)


def test_whoever_is_a_facilitator_already_is_enrolled_on_the_rest_alone(cast):
    make_ready(*INSIDE_OUT)
    for slug in WHOLE_PATH:
        EnrolmentFactory(learner=cast.zoe, course=CoursePage.objects.get(slug=slug), completed=True)
    assert opened(take_up(invitation("criminal-justice"), cast.zoe)) == [("insideout", Source.PLACE)]


def test_the_first_gated_course_that_is_finished_uses_the_place(cast):
    make_ready(*INSIDE_OUT)
    made = take_up(invitation("criminal-justice"), cast.zoe)
    complete(made.enrolments[2])
    assert places(made.nomination.allowance) == (0, 1, 5, 0)
    complete(made.enrolments[3], at=NOW + DAY)
    assert (places(made.nomination.allowance), Nomination.objects.get().used_at) == ((0, 1, 5, 0), NOW)


def test_prerequisites_that_lead_in_a_circle_are_gone_through_once(token, courses, cast):
    introduction, getting = (courses[slug] for slug in OPEN_COURSES)
    CoursePrerequisite.objects.create(course=introduction, requires=getting)
    assert [slug for slug, _ in opened(take_up(token, cast.zoe))] == list(WHOLE_PATH)


# --- Which token ----------------------------------------------------------------------------------


def test_a_token_is_good_until_the_moment_of_its_lapse(token, cast):
    take_up(token, cast.zoe, at=token.expires_at - timedelta(microseconds=1))
    assert Nomination.objects.get().status == NominationStatus.REDEEMED


def test_from_the_moment_of_its_lapse_it_is_refused(token, cast):
    with refused("token_lapsed"):
        take_up(token, cast.zoe, at=token.expires_at)
    assert nothing_changed(token)


def test_whoever_comes_with_a_time_before_the_lapse_finds_the_place_given_on(courses, cast):
    token = live_token(NominationFactory(invited=True, allowance=AllowanceFactory(places=1)))
    name(token.nomination.allowance, cast.lead, at=token.expires_at)
    with refused("token_lapsed"):
        take_up(token, cast.zoe, at=token.expires_at - timedelta(microseconds=1))
    assert nothing_changed(token)


def test_a_newer_token_replaces_the_older_one(token, cast):
    newer = resend_token(nomination=token.nomination, by=cast.coordinator, at=NOW)
    with refused("token_replaced"):
        take_up(token, cast.zoe)
    assert take_up(newer, cast.zoe).nomination.learner == cast.zoe


def test_a_token_is_used_once_by_whomever(token, cast):
    take_up(token, cast.zoe)
    for person in (cast.zoe, cast.amir):
        with refused("token_used"):
            take_up(token, person)
    assert set(Enrolment.objects.values_list("learner", flat=True)) == {cast.zoe.pk}


@pytest.mark.parametrize("end", ["revoke", "decline", "release"])
def test_a_token_that_was_ended_is_refused_in_one_way(end, token, cast):
    acts = {
        "revoke": lambda: revoke_token(nomination=token.nomination, by=cast.coordinator, at=NOW),
        "decline": lambda: decline(token=token, by=None, at=NOW),
        "release": lambda: release(token.nomination, cast.lead),
    }
    acts[end]()
    with refused("token_ended"):
        take_up(token, cast.zoe)
    assert not Enrolment.objects.exists()


def test_nothing_begins_on_a_licence_year_that_is_over(token, cast):
    PlaceAllowance.objects.update(ends_on=NOW.date() - DAY)  # cut short: its tokens should lapse with it
    with refused("licence_not_live"):
        take_up(token, cast.zoe)
    assert nothing_changed(token)


def test_a_nomination_that_moved_on_without_its_token_is_refused(courses, cast):
    broken = TokenFactory(nomination=NominationFactory(declined=True))
    with refused("already_ended"):
        take_up(broken, cast.zoe)


# --- Which person ---------------------------------------------------------------------------------


def test_the_mailed_link_proves_its_address_which_becomes_a_second_one(token, cast):
    made = take_up(token, cast.zoe, by_link=True)
    assert (addresses(cast.zoe), made.address_elsewhere) == ({"zoe@example.org", "ada@example.org"}, False)
    cast.zoe.refresh_from_db()
    assert cast.zoe.email == "zoe@example.org"
    assert EmailAddress.objects.get(user=cast.zoe, primary=True).email == "zoe@example.org"


def test_a_typed_code_proves_no_address(token, cast):
    take_up(token, cast.zoe)
    assert addresses(cast.zoe) == {"zoe@example.org"}


def test_a_typed_code_needs_an_address_that_was_verified_before(token):
    person = UserFactory(verified=False)
    with refused("address_unproved"):
        take_up(token, person)
    assert nothing_changed(token)


@pytest.mark.parametrize("person", [{"verified": False}, {"email": None, "sign_in_name": "ada"}])
def test_the_mailed_link_is_enough_for_who_has_verified_nothing_yet(person, token):
    learner = UserFactory(**person)
    take_up(token, learner, by_link=True)
    assert addresses(learner) == {"ada@example.org"}


def test_an_address_of_another_account_stays_there_and_the_place_is_taken_up_all_the_same(token, cast):
    other = UserFactory(email="ada@example.org")
    made = take_up(token, cast.zoe, by_link=True)
    assert (made.address_elsewhere, made.nomination.learner) == (True, cast.zoe)
    assert (addresses(cast.zoe), addresses(other)) == ({"zoe@example.org"}, {"ada@example.org"})


def test_a_refusal_proves_no_address(token, cast):
    with refused("token_lapsed"):
        take_up(token, cast.zoe, by_link=True, at=token.expires_at)
    assert addresses(cast.zoe) == {"zoe@example.org"}


# --- Which courses --------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", WHOLE_PATH)
def test_while_a_course_has_no_edition_nothing_changes_and_the_place_is_kept(slug, token, courses, cast):
    CourseEdition.objects.filter(course=courses[slug]).delete()
    with refused("course_not_ready"):
        take_up(token, cast.zoe, by_link=True)
    assert nothing_changed(token)
    assert (Enrolment.objects.count(), addresses(cast.zoe)) == (0, {"zoe@example.org"})
    assert places(token.nomination.allowance) == (1, 0, 5, 0)


@pytest.mark.parametrize("slug", WHOLE_PATH)
def test_an_unpublished_course_is_not_begun(slug, token, courses, cast):
    CoursePage.objects.filter(slug=slug).update(live=False)
    with refused("course_not_ready"):
        take_up(token, cast.zoe)
    assert nothing_changed(token)


def test_an_open_course_finished_before_need_not_be_ready_any_more(token, courses, cast):
    EnrolmentFactory(learner=cast.zoe, course=courses["introduction-to-smart"], completed=True)
    CoursePage.objects.filter(slug="introduction-to-smart").update(live=False)
    assert len(take_up(token, cast.zoe).enrolments) == 2


def test_a_second_place_for_a_course_one_is_taking_is_kept_for_somebody_else(token, cast):
    take_up(token, cast.zoe)
    second = invitation(email="zoe@example.org")
    with refused("already_taking"):
        take_up(second, cast.zoe)
    assert places(second.nomination.allowance) == (1, 0, 5, 0)
    assert Enrolment.objects.filter(learner=cast.zoe).count() == 3


def test_two_nominations_of_one_person_by_two_addresses_take_one_place_up(token, cast):
    second = live_token(NominationFactory(allowance=token.nomination.allowance, invited=True, email="a@example.org"))
    take_up(token, cast.zoe)
    with refused("already_taking"):
        take_up(second, cast.zoe)
    decline(token=second, by=cast.zoe, at=NOW)
    assert places(token.nomination.allowance) == (1, 0, 5, 0)


def test_whoever_has_passed_everything_keeps_the_place_free(token, cast):
    complete(take_up(token, cast.zoe).enrolments[-1])
    with refused("nothing_to_do"):
        take_up(invitation(), cast.zoe)


def test_one_of_two_courses_being_taken_leaves_the_other_one_to_take(cast):
    make_ready(*INSIDE_OUT)
    take_up(invitation(), cast.zoe)
    assert opened(take_up(invitation("criminal-justice"), cast.zoe)) == [("insideout", Source.PLACE)]


def test_after_a_release_a_new_place_goes_on_with_a_new_enrolment(token, cast):
    first = take_up(token, cast.zoe)
    release(first.nomination, cast.lead)
    second = take_up(invitation(email="zoe@example.org"), cast.zoe)
    assert opened(second) == [("smart-facilitator", Source.PLACE)]
    assert Enrolment.objects.filter(course__slug="smart-facilitator").count() == 2


# --- Saying no ------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed_in", [True, False])
def test_whoever_says_no_gives_the_place_back(signed_in, token, cast):
    by = cast.zoe if signed_in else None
    decline(token=token, by=by, at=NOW)
    nomination = Nomination.objects.get()
    token.refresh_from_db()
    assert (nomination.status, nomination.ended_at, nomination.ended_by) == (NominationStatus.DECLINED, NOW, by)
    assert (token.status, places(nomination.allowance)) == (TokenStatus.DECLINED, (0, 0, 6, 0))
    assert audited("enrolment.nomination_declined") == [{"on": str(nomination.pk), "by": by and by.pk}]


def test_saying_no_needs_a_live_token(token, cast):
    with refused("token_lapsed"):
        decline(token=token, by=None, at=token.expires_at)
    take_up(token, cast.zoe)
    with refused("token_used"):
        decline(token=token, by=None, at=NOW)


def test_nobody_says_no_twice(token):
    decline(token=token, by=None, at=NOW)
    with refused("token_ended"):
        decline(token=token, by=None, at=NOW)
