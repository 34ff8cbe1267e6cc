"""What production needs: regions, licence types with the courses their places open, the price list, UKSR itself."""

from datetime import date

import pytest
from django.conf import settings
from django.db.models import Q

from courses.models import CoursePage
from enrolment.models import LicenceType, PartnerKind, PartnerOrganisation, Price, Region
from enrolment.reference import load_licence_types, load_ourselves, load_prices, load_regions
from enrolment.rules.prices import Item, Rate, price_of
from tests.enrolment.rules.test_prices import FEE_TABLE
from tests.factories.partners import PartnerFactory

pytestmark = pytest.mark.django_db

FACILITATOR = "smart-facilitator"
# domain A Licences, B 2: places a year, the courses in order, the programmes permitted.
TYPES = {
    "smart-recovery": (6, [FACILITATOR], ["smart-recovery"]),
    "family-and-friends": (3, [FACILITATOR, "smart-family-and-friends"], ["family-and-friends"]),
    "criminal-justice": (10, [FACILITATOR, "insideout"], ["smart-recovery", "insideout"]),
    "veterans": (6, [FACILITATOR, "smart-veterans"], ["veterans"]),
    "community": (6, [FACILITATOR], ["smart-recovery"]),
    "satellite": (0, [], ["smart-recovery"]),
    "start-smart": (0, [FACILITATOR, "start-smart"], ["start-smart"]),
    "corporate": (0, [FACILITATOR], ["smart-recovery"]),
    "uksr-volunteers": (0, [FACILITATOR], ["smart-recovery"]),
}


def loaded():
    return {
        kind.key: (
            kind.places,
            [step.course.slug for step in kind.steps.all()],
            [programme.key for programme in kind.programmes.order_by("position")],
        )
        for kind in LicenceType.objects.all()
    }


def test_the_licence_types_are_those_of_the_list():
    assert loaded() == TYPES


def keys(**which):
    return list(LicenceType.objects.filter(**which).values_list("key", flat=True))


def test_they_stand_in_the_order_of_the_list():
    assert keys() == list(TYPES)


def test_all_but_the_pilot_and_our_own_are_on_sale():
    assert keys(on_sale=False) == ["start-smart", "uksr-volunteers"]


def test_satellites_and_types_with_unlimited_training_are_marked():
    assert keys(is_satellite=True) == ["satellite"]
    assert keys(is_unlimited=True) == ["corporate", "uksr-volunteers"]


def test_every_type_says_who_may_be_nominated():
    assert keys(eligibility="") == []
    said = LicenceType.objects.get(key="veterans").eligibility
    assert [words for words in ("serve veterans already", "professional staff need not be") if words not in said] == []


def test_the_regions_are_there_in_order():
    names = list(Region.objects.values_list("name", flat=True))
    assert (len(names), names[0], names[1], names[-1]) == (
        8,
        "North East & Yorkshire",
        "North West",
        "Northern Ireland",
    )


def everything():
    rows = (Region, LicenceType, Price, PartnerOrganisation)
    return loaded(), [list(model.objects.order_by("pk").values()) for model in rows]


@pytest.mark.parametrize(
    ("load", "sentence"),
    [
        (load_regions, "8 regions"),
        (load_licence_types, "9 licence types"),
        (load_prices, "14 prices"),
        (load_ourselves, f"{settings.ISSUER_NAME} is an organisation of its own."),
    ],
)
def test_loading_again_changes_nothing(load, sentence):
    before = everything()
    assert load() == sentence
    assert everything() == before


def test_what_central_office_changed_stays():
    LicenceType.objects.filter(key="veterans").update(places=8, name="SMART Veterans (new)", on_sale=False)
    Region.objects.filter(key="scotland").update(name="Scotland and Islands")
    load_regions()
    load_licence_types()
    kept = LicenceType.objects.get(key="veterans")
    assert (kept.places, kept.name, kept.on_sale) == (8, "SMART Veterans (new)", False)
    assert Region.objects.get(key="scotland").name == "Scotland and Islands"


def test_a_database_of_before_gets_flags_and_sentences():
    LicenceType.objects.update(is_satellite=False, is_unlimited=False, eligibility="")
    LicenceType.objects.filter(key="veterans").update(eligibility="Ask Orla.")
    load_licence_types()
    assert (keys(is_satellite=True), keys(is_unlimited=True)) == (["satellite"], ["corporate", "uksr-volunteers"])
    assert (keys(eligibility=""), keys(eligibility="Ask Orla.")) == ([], ["veterans"])


def test_a_satellite_to_which_central_office_gave_places_keeps_them():
    LicenceType.objects.filter(key="satellite").update(is_satellite=False, places=2)
    load_licence_types()
    kept = LicenceType.objects.get(key="satellite")
    assert (kept.places, kept.is_satellite) == (2, False)


def test_a_type_that_is_missing_is_made_again_with_its_courses():
    Price.objects.all().delete()
    LicenceType.objects.all().delete()
    load_licence_types()
    assert loaded() == TYPES


def test_every_course_a_place_opens_is_gated():
    slugs = {slug for _places, courses, _programmes in TYPES.values() for slug in courses}
    assert not CoursePage.objects.filter(slug__in=slugs, access="open").exists()


def figures(key):
    lines = [price.listed for price in Price.objects.select_related("licence_type")]
    columns = [(rate, reduced) for rate in Rate for reduced in (False, True)]
    asked = {"item": Item.LICENCE, "on": date(2026, 4, 1), "licence_type": key}
    pence = [price_of(lines, rate=rate, with_recovery=reduced, **asked) for rate, reduced in columns]
    return tuple(figure and figure // 100 for figure in pence)


@pytest.mark.parametrize("key", FEE_TABLE)
def test_the_loaded_list_has_every_figure_of_the_fee_table(key):
    assert figures(key) == FEE_TABLE[key]


@pytest.mark.parametrize(("item", "pence"), [("extra_place", 120_00), ("in_person", 2000_00), ("webinar", 1250_00)])
def test_the_loaded_list_has_places_and_staff_led_trainings(item, pence):
    price = Price.objects.get(item=item)
    assert (price.pence, price.rate, price.valid_from, price.valid_until) == (pence, "", date(2026, 4, 1), None)


def test_what_is_not_on_the_list_has_no_row():
    private = Price.objects.filter(rate=Rate.PRIVATE).values_list("licence_type__key", flat=True)
    assert set(private) == {"smart-recovery", "family-and-friends"}
    assert not Price.objects.filter(Q(licence_type__key="corporate") | Q(licence_type__key="start-smart")).exists()


def test_a_price_that_central_office_changed_or_ended_stays():
    Price.objects.filter(item="webinar").update(pence=1300_00, valid_until=date(2026, 12, 31))
    load_prices()
    kept = Price.objects.get(item="webinar")
    assert (kept.pence, kept.valid_until) == (1300_00, date(2026, 12, 31))


def test_we_are_an_organisation_ourselves():
    ours = PartnerOrganisation.objects.get(kind=PartnerKind.UKSR)
    assert ours.name == settings.ISSUER_NAME


def test_an_organisation_of_our_name_becomes_ours():
    PartnerOrganisation.objects.all().delete()
    known = PartnerFactory(name=settings.ISSUER_NAME.upper())
    load_ourselves()
    assert PartnerOrganisation.objects.get(kind=PartnerKind.UKSR) == known


def test_ours_may_bear_another_name():
    PartnerOrganisation.objects.update(name="SMART Recovery UK")
    assert load_ourselves() == "SMART Recovery UK is an organisation of its own."
