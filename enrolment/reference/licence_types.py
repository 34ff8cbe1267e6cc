"""The licence types with the courses their places open, in order (domain A Licences, B 2, B 13)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import CoursePage, Programme
from enrolment.models import LicenceType, LicenceTypeCourse
from enrolment.rules.licences import RECOVERY_LICENCE, VOLUNTEERS_LICENCE

FACILITATOR, RECOVERY = "smart-facilitator", "smart-recovery"


@dataclass(frozen=True)
class Kind:
    """A licence type of the list: places a year, courses in order, programmes it permits, who may be nominated."""

    key: str
    name: str
    places: int
    courses: tuple[str, ...]
    programmes: tuple[str, ...]
    eligibility: str
    on_sale: bool = True
    is_satellite: bool = False
    is_unlimited: bool = False


LICENCE_TYPES = (
    Kind(
        RECOVERY_LICENCE,
        "SMART Recovery",
        6,
        (FACILITATOR,),
        (RECOVERY,),
        "Staff, volunteers and peers, aged 18 or over, who are going to run SMART meetings at this site.",
    ),
    Kind(
        "family-and-friends",
        "SMART Family & Friends",
        3,
        (FACILITATOR, "smart-family-and-friends"),
        ("family-and-friends",),
        "People aged 18 or over who are going to run meetings at this site for relatives and friends of somebody whose "
        "behaviour affects them. SMART Facilitator comes first for those who have not passed it.",
    ),
    Kind(
        "criminal-justice",
        "SMART Criminal Justice",
        10,
        (FACILITATOR, "insideout"),
        (RECOVERY, "insideout"),
        "Staff, aged 18 or over, who work with people in secure settings or on probation, and residents or peer "
        "mentors who can go online under supervision. They train for standard meetings and for InsideOut.",
    ),
    Kind(
        "veterans",
        "SMART Veterans",
        6,
        (FACILITATOR, "smart-veterans"),
        ("veterans",),
        "Only for organisations that serve veterans already. Whoever facilitates as a peer is a veteran; professional "
        "staff need not be. All are aged 18 or over.",
    ),
    Kind(
        "community",
        "SMART Community",
        6,
        (FACILITATOR,),
        (RECOVERY,),
        "Staff, aged 18 or over, who work one to one with people in their homes; they may run a meeting at this site "
        "as well.",
    ),
    Kind(
        "satellite",
        "SMART Satellite",
        0,
        (),
        (RECOVERY,),
        "Nobody is nominated here: people who already qualified deliver at these premises. New people are nominated "
        "under the licence that this one belongs to.",
        is_satellite=True,
    ),
    Kind(
        "start-smart",
        "Start SMART",
        0,
        (FACILITATOR, "start-smart"),
        ("start-smart",),
        "People aged 18 or over who are going to run meetings for young people.",
        on_sale=False,
    ),
    Kind(
        "corporate",
        "Corporate",
        0,
        (FACILITATOR,),
        (RECOVERY,),
        "People of this company, aged 18 or over, who are going to run SMART meetings for their colleagues.",
        is_unlimited=True,
    ),
    Kind(
        VOLUNTEERS_LICENCE,
        "UK SMART Recovery volunteers",
        0,
        (FACILITATOR,),
        (RECOVERY,),
        "Volunteers of UK SMART Recovery, aged 18 or over, who have been interviewed and whose references we hold. "
        "They run open meetings in the community, never on the premises of a partner.",
        on_sale=False,
        is_unlimited=True,
    ),
)


def load_licence_types() -> str:
    """Make the licence types unless they are there, and fill what an older release left empty.

    What Central Office changed stays.
    """
    for position, kind in enumerate(LICENCE_TYPES):
        found = LicenceType.objects.filter(key=kind.key)
        if not found.exists():
            _make(kind, position)
        found.filter(eligibility="").exclude(eligibility=kind.eligibility).update(eligibility=kind.eligibility)
        # A type that brings a number of places is neither (a constraint); Central Office may have given it one.
        flags = {"is_satellite": kind.is_satellite, "is_unlimited": kind.is_unlimited}
        found.filter(places=0).exclude(**flags).update(**flags)
    return _("%(count)d licence types") % {"count": LicenceType.objects.count()}


def _make(kind: Kind, position: int) -> None:
    made = LicenceType.objects.create(
        key=kind.key, name=kind.name, places=kind.places, on_sale=kind.on_sale, position=position
    )
    made.programmes.set(Programme.objects.filter(key__in=kind.programmes))
    for place, slug in enumerate(kind.courses):
        LicenceTypeCourse.objects.create(licence_type=made, course=CoursePage.objects.get(slug=slug), position=place)
