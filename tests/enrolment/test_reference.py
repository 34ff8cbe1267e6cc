"""What production needs: regions, and the licence types of the list with the courses their places open."""

import pytest

from courses.models import CoursePage
from enrolment.models import LicenceType, Region
from enrolment.reference import load_licence_types, load_regions

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


def test_they_stand_in_the_order_of_the_list_and_all_but_one_are_on_sale():
    assert list(LicenceType.objects.values_list("key", flat=True)) == list(TYPES)
    assert list(LicenceType.objects.filter(on_sale=False).values_list("key", flat=True)) == ["start-smart"]


def test_the_regions_are_there_in_order():
    names = list(Region.objects.values_list("name", flat=True))
    assert (len(names), names[0], names[1], names[-1]) == (
        8,
        "North East & Yorkshire",
        "North West",
        "Northern Ireland",
    )


@pytest.mark.parametrize("load", [load_regions, load_licence_types])
def test_loading_again_changes_nothing(load):
    before = loaded(), list(Region.objects.values())
    said = load()
    assert (loaded(), list(Region.objects.values())) == before
    assert said in {"8 regions", "7 licence types"}


def test_what_central_office_changed_stays():
    LicenceType.objects.filter(key="veterans").update(places=8, name="SMART Veterans (new)", on_sale=False)
    Region.objects.filter(key="scotland").update(name="Scotland and Islands")
    load_regions()
    load_licence_types()
    kept = LicenceType.objects.get(key="veterans")
    assert (kept.places, kept.name, kept.on_sale) == (8, "SMART Veterans (new)", False)
    assert Region.objects.get(key="scotland").name == "Scotland and Islands"


def test_a_type_that_is_missing_is_made_again_with_its_courses():
    LicenceType.objects.all().delete()
    load_licence_types()
    assert loaded() == TYPES


def test_every_course_a_place_opens_is_gated():
    slugs = {slug for _places, courses, _programmes in TYPES.values() for slug in courses}
    assert not CoursePage.objects.filter(slug__in=slugs, access="open").exists()
