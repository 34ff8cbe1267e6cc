"""Central Office appoints SMART Leads and coordinators by address, and ends what it began."""

import pytest

from enrolment.models import CoordinatorAssignment, LeadAppointment, PartnerOrganisation, Region, Site
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from lms.notifications.models import OutboundEmail
from tests.enrolment.viewsets.asking import errors_of, text_of
from tests.factories.partners import PartnerFactory, SiteFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
FORM = {"email": "Zoe@Example.org", "starts_on": "2026-04-20"}


@pytest.fixture
def partner(cast):
    return PartnerFactory(name="Harbour") if cast.zoe.pk else None


def appoint(browser, partner, **fields):
    return browser.post(f"/cms/partners/appoint/{partner.pk}/", {**FORM, **fields}, follow=True)


def assign(browser, region, **fields):
    return browser.post(f"/cms/regions/assign/{region.pk}/", {**FORM, **fields}, follow=True)


def end(browser, held):
    return browser.post(f"/cms/partners/end/{held.organisation_id}/{held.pk}/", follow=True)


def test_a_lead_is_appointed_with_permission_and_role(office, cast, partner):
    assert "Zoë Ŵyn-Łukasz is SMART Lead now" in appoint(office, partner).content.decode()
    assert list(PartnerOrganisation.objects.led_by(cast.zoe)) == [partner]
    assert roles_of(cast.zoe) == {Role.LEAD}


def test_a_new_lead_is_written_to_once(office, cast, partner, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        appoint(office, partner)
        appoint(office, partner)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["zoe@example.org"], "Your desk at SMART Training")
    assert ("Harbour" in letter.body, "/lead/" in letter.body, "password" in letter.body) == (True, True, False)


def test_a_new_lead_without_a_password_reads_how_to_get_one(
    office, partner, mailoutbox, django_capture_on_commit_callbacks
):
    UserFactory(email="rowan@example.org", password=None)
    with django_capture_on_commit_callbacks(execute=True):
        appoint(office, partner, email="rowan@example.org", starts_on="2026-05-01")
    assert ("Forgot your password?" in mailoutbox[0].body, "From 1 May 2026" in mailoutbox[0].body) == (True, True)


def test_an_appointment_that_ended_before_the_letter_went_out_is_not_announced(
    office, cast, partner, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        appoint(office, partner)
        LeadAppointment.objects.update(ends_on="2026-04-20", starts_on="2026-04-19")
        LeadAppointment.objects.update(ends_on="2026-04-19")
    assert mailoutbox == []


def test_somebody_without_an_account_is_added_first_and_then_appointed(office, partner):
    page = appoint(office, partner, email="new@example.org")
    assert "Nobody has an account with this address yet" in errors_of(page)
    back = f"/cms/partners/appoint/{partner.pk}/%3Femail%3Dnew%2540example.org"
    form = {"full_name": "Nia New", "email": "new@example.org", "is_active": "on"}
    answer = office.post(f"/cms/users/new/?email=new%40example.org&next={back}", form, follow=True)
    assert 'value="new@example.org"' in answer.content.decode()
    appoint(office, partner, email="new@example.org")
    assert LeadAppointment.objects.get().person == User.objects.get(email="new@example.org")


def test_the_way_to_people_carries_the_address_and_the_way_back(office, partner):
    page = appoint(office, partner, email="new@example.org").content.decode()
    assert f"/cms/users/new/?email=new%40example.org&amp;next=%2Fcms%2Fpartners%2Fappoint%2F{partner.pk}%2F" in page


def test_nobody_appoints_themselves(office, cast, partner):
    assert "You cannot change your own roles" in errors_of(appoint(office, partner, email=cast.office.email))
    assert not LeadAppointment.objects.exists()


def test_nobody_is_appointed_twice(office, partner):
    appoint(office, partner)
    assert "holds this appointment already" in errors_of(appoint(office, partner))


def test_somebody_who_cannot_sign_in_is_not_appointed(office, cast, partner):
    User.objects.filter(pk=cast.zoe.pk).update(is_active=False)
    assert "cannot sign in" in errors_of(appoint(office, partner))


@pytest.mark.parametrize("fields", [{"email": "zoe"}, {"email": ""}, {"starts_on": "soon"}])
def test_what_is_typed_wrongly_is_kept_and_said(fields, office, partner):
    ((name, typed),) = fields.items()
    answer = appoint(office, partner, **fields)
    assert name in answer.context["form"].errors
    assert answer.context["form"][name].value() == typed


def test_a_lead_of_one_site_leads_that_site_alone(office, cast, partner):
    site, _other = SiteFactory.create_batch(2, organisation=partner)
    appoint(office, partner, site=site.pk)
    assert list(Site.objects.led_by(cast.zoe)) == [site]
    assert site.name in text_of(office, f"/cms/partners/inspect/{partner.pk}/")


def test_a_site_of_another_organisation_cannot_be_chosen(office, partner):
    page = appoint(office, partner, site=SiteFactory().pk)
    assert ("site" in page.context["form"].errors, LeadAppointment.objects.exists()) == (True, False)


def test_a_last_day_before_the_first_is_said_beside_it(office, partner):
    page = appoint(office, partner, ends_on="2026-04-19")
    assert page.context["form"].errors["ends_on"] == ["The last day comes before the first one."]
    assert page.context["form"]["email"].value() == FORM["email"]


def test_one_with_a_last_day_can_be_ended_before(office, cast, partner):
    appoint(office, partner, ends_on="2026-05-31")
    held = LeadAppointment.objects.get()
    assert f"/cms/partners/end/{partner.pk}/{held.pk}/" in text_of(office, f"/cms/partners/inspect/{partner.pk}/")
    end(office, held)
    assert (roles_of(cast.zoe), PartnerOrganisation.objects.led_by(cast.zoe).exists()) == (set(), False)


def test_what_ends_later_is_said_in_the_letter(office, partner, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        appoint(office, partner, site=SiteFactory(organisation=partner, name="Bolton").pk, ends_on="2026-05-31")
    (letter,) = mailoutbox
    assert ("Harbour, Bolton" in letter.body, "31 May 2026" in letter.body) == (True, True)


def test_all_that_was_typed_comes_back_after_somebody_was_added(office, partner):
    page = appoint(office, partner, email="new@example.org", ends_on="2026-05-31").content.decode()
    assert "ends_on%3D2026-05-31" in page
    back = f"/cms/partners/appoint/{partner.pk}/?email=new%40example.org&ends_on=2026-05-31"
    assert 'value="2026-05-31"' in text_of(office, back)


def test_whoever_covers_a_region_is_listed_with_their_last_day(office, cast):
    region = Region.objects.get(key="scotland")
    assert cast.zoe.pk
    assign(office, region, ends_on="2026-05-31")
    page = text_of(office, f"/cms/regions/inspect/{region.pk}/")
    assert ("Covers now" in page, "31 May 2026" in page) == (True, True)


def test_an_appointment_is_ended_after_asking(office, cast, partner):
    appoint(office, partner)
    held = LeadAppointment.objects.get()
    assert "Zoë Ŵyn-Łukasz" in text_of(office, f"/cms/partners/end/{partner.pk}/{held.pk}/")
    assert LeadAppointment.objects.get().ends_on is None
    assert "has ended" in end(office, held).content.decode()
    assert (roles_of(cast.zoe), list(PartnerOrganisation.objects.led_by(cast.zoe))) == (set(), [])


def test_ending_twice_is_refused_in_a_sentence(office, partner):
    appoint(office, partner)
    held = LeadAppointment.objects.get()
    end(office, held)
    assert "has ended already" in end(office, held).content.decode()


def test_an_appointment_of_another_organisation_is_not_found_here(office, cast, partner):
    held = LeadAppointment.objects.get(organisation=cast.partner)
    assert office.get(f"/cms/partners/end/{partner.pk}/{held.pk}/").status_code == 404


def test_a_coordinator_is_assigned_and_ended(office, cast):
    region = Region.objects.get(key="scotland")
    assert cast.zoe.pk
    assert "coordinates this region now" in assign(office, region).content.decode()
    held = CoordinatorAssignment.objects.get()
    office.post(f"/cms/regions/end/{region.pk}/{held.pk}/")
    assert (roles_of(cast.zoe), OutboundEmail.objects.count()) == (set(), 0)
