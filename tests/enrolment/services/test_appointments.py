"""Appointing Leads and coordinators: appointment, permission row and role come and go together."""

from datetime import timedelta

import pytest

from enrolment.integrity import permission_findings
from enrolment.models import CoordinatorAssignment, LeadAppointment, PartnerOrganisation, Region
from enrolment.services.appointments import appoint_lead, assign_coordinator, end_assignment, end_lead
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from tests.cast import NOW
from tests.enrolment.acts import audited
from tests.factories.partners import PartnerFactory
from tests.factories.people import UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

TODAY, DAY = NOW.date(), timedelta(days=1)


class Leading:
    """Appointing SMART Leads of one organisation."""

    role, model = Role.LEAD, LeadAppointment

    def __init__(self, by):
        self.by, self.over = by, PartnerFactory()

    def appoint(self, person, *, by=None, starts_on=TODAY, over=None):
        about = {"organisation": over or self.over, "person": person, "starts_on": starts_on}
        return appoint_lead(**about, by=by or self.by, at=NOW)

    def end(self, appointment, *, by=None, at=NOW):
        end_lead(appointment=appointment, by=by or self.by, at=at)

    def looked_after(self, person, on=TODAY):
        return list(PartnerOrganisation.objects.led_by(person, on=on))

    def another(self):
        return PartnerFactory()


class Coordinating:
    """Assigning Community Coordinators to one region."""

    role, model = Role.COORDINATOR, CoordinatorAssignment

    def __init__(self, by):
        self.by, self.over = by, Region.objects.get(key="scotland")

    def appoint(self, person, *, by=None, starts_on=TODAY, over=None):
        about = {"region": over or self.over, "person": person, "starts_on": starts_on}
        return assign_coordinator(**about, by=by or self.by, at=NOW)

    def end(self, appointment, *, by=None, at=NOW):
        end_assignment(assignment=appointment, by=by or self.by, at=at)

    def looked_after(self, person, on=TODAY):
        return list(Region.objects.coordinated_by(person, on=on))

    def another(self):
        return Region.objects.get(key="north-west")


@pytest.fixture(params=[Leading, Coordinating])
def post(request, cast):
    """Both kinds of appointment: the same promises hold for each."""
    yield request.param(cast.office)
    assert list(permission_findings()) == []


def test_whoever_is_appointed_looks_after_it_from_that_day_on(post, cast):
    post.appoint(cast.zoe)
    assert post.looked_after(cast.zoe) == [post.over]
    assert post.looked_after(cast.zoe, on=TODAY - DAY) == []
    assert roles_of(cast.zoe) == {post.role}
    assert User.objects.get(pk=cast.zoe.pk).is_staff


def test_appointing_stands_in_the_audit_log(post, cast):
    made = post.appoint(cast.zoe)
    about = {"on": str(made.pk), "by": cast.office.pk, "person": cast.zoe.pk}
    assert audited("enrolment.appoint")[-1].items() >= about.items()


def test_nobody_is_appointed_twice(post, cast):
    post.appoint(cast.zoe)
    with refused("already_appointed"):
        post.appoint(cast.zoe, starts_on=TODAY + DAY)
    assert post.model.objects.filter(person=cast.zoe).count() == 1


def test_nobody_appoints_themselves(post, cast):
    with refused("own_role"):
        post.appoint(cast.office, by=cast.office)
    assert not post.model.objects.exists()


def test_nobody_ends_their_own_appointment(post, cast):
    made = post.appoint(cast.zoe)
    with refused("own_role"):
        post.end(made, by=cast.zoe)
    assert post.looked_after(cast.zoe) == [post.over]


def test_whoever_cannot_sign_in_is_not_appointed(post):
    with refused("cannot_sign_in"):
        post.appoint(UserFactory(is_active=False))
    assert not post.model.objects.exists()


def test_an_end_takes_the_permission_and_the_last_role_at_once(post, cast):
    made = post.appoint(cast.zoe)
    post.end(made)
    made.refresh_from_db()
    assert (made.ends_on, post.looked_after(cast.zoe), roles_of(cast.zoe)) == (TODAY, [], set())
    assert not User.objects.get(pk=cast.zoe.pk).is_staff


def test_an_end_stands_in_the_audit_log(post, cast):
    made = post.appoint(cast.zoe)
    post.end(made)
    about = {"on": str(made.pk), "by": cast.office.pk, "person": cast.zoe.pk}
    assert audited("enrolment.end_appointment")[-1].items() >= about.items()


def test_what_has_ended_does_not_end_again(post, cast):
    made = post.appoint(cast.zoe)
    post.end(made)
    with refused("already_ended"):
        post.end(made, at=NOW + DAY)
    made.refresh_from_db()
    assert made.ends_on == TODAY


def test_an_appointment_that_never_began_ends_before_its_first_day_is_over(post, cast):
    made = post.appoint(cast.zoe, starts_on=TODAY + 30 * DAY)
    post.end(made)
    made.refresh_from_db()
    assert made.ends_on == made.starts_on
    assert post.looked_after(cast.zoe, on=made.starts_on) == []


def test_the_role_stays_as_long_as_one_appointment_does(post, cast):
    other = post.another()
    first, second = post.appoint(cast.zoe), post.appoint(cast.zoe, over=other)
    post.end(first)
    assert (roles_of(cast.zoe), post.looked_after(cast.zoe)) == ({post.role}, [other])
    post.end(second)
    assert roles_of(cast.zoe) == set()


def test_whoever_left_may_come_back_the_same_day(post, cast):
    post.end(post.appoint(cast.zoe))
    post.appoint(cast.zoe)
    assert (roles_of(cast.zoe), post.looked_after(cast.zoe)) == ({post.role}, [post.over])


def test_another_persons_appointment_stays(post, cast):
    post.appoint(cast.amir)
    post.end(post.appoint(cast.zoe))
    assert (roles_of(cast.amir), post.looked_after(cast.amir)) == ({post.role}, [post.over])


def test_a_lead_who_coordinates_too_keeps_the_one_when_the_other_ends(cast):
    leading, coordinating = Leading(cast.office), Coordinating(cast.office)
    appointment, assignment = leading.appoint(cast.zoe), coordinating.appoint(cast.zoe)
    leading.end(appointment)
    assert (roles_of(cast.zoe), coordinating.looked_after(cast.zoe)) == ({Role.COORDINATOR}, [coordinating.over])
    coordinating.end(assignment)
    assert roles_of(cast.zoe) == set()


def test_with_a_last_day_it_holds_until_then_and_ends_by_hand_at_once(cast):
    leading = Leading(cast.office)
    about = {"organisation": leading.over, "person": cast.zoe, "by": cast.office, "at": NOW}
    made = appoint_lead(starts_on=TODAY, ends_on=TODAY + DAY, **about)
    assert [leading.looked_after(cast.zoe, on=TODAY + n * DAY) for n in (1, 2)] == [[leading.over], []]
    leading.end(made)
    appoint_lead(starts_on=TODAY + DAY, **about)
    assert leading.looked_after(cast.zoe) == []


def test_a_region_is_uncovered_as_soon_as_its_coordinator_has_ended(cast):
    coordinating = Coordinating(cast.office)
    coordinating.end(coordinating.appoint(cast.zoe))
    assert coordinating.over in Region.objects.uncovered(on=TODAY)
