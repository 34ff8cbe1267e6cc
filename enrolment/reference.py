"""What production needs of enrolment: regions, and the licence types with the courses their places open."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import CoursePage, Programme
from enrolment.models import LicenceType, LicenceTypeCourse, Region
from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role

REGIONS = {
    "north-east-and-yorkshire": "North East & Yorkshire",
    "north-west": "North West",
    "midlands-and-london": "Midlands & London",
    "south-of-england": "South of England",
    "north-wales": "North Wales",
    "south-wales": "South Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


@dataclass(frozen=True)
class Kind:
    """A licence type of the list (domain A Licences): places a year, courses in order, programmes it permits."""

    key: str
    name: str
    places: int
    courses: tuple[str, ...]
    programmes: tuple[str, ...]
    on_sale: bool = True


FACILITATOR, RECOVERY = "smart-facilitator", "smart-recovery"

LICENCE_TYPES = (
    Kind("smart-recovery", "SMART Recovery", 6, (FACILITATOR,), (RECOVERY,)),
    Kind(
        "family-and-friends",
        "SMART Family & Friends",
        3,
        (FACILITATOR, "smart-family-and-friends"),
        ("family-and-friends",),
    ),
    Kind("criminal-justice", "SMART Criminal Justice", 10, (FACILITATOR, "insideout"), (RECOVERY, "insideout")),
    Kind("veterans", "SMART Veterans", 6, (FACILITATOR, "smart-veterans"), ("veterans",)),
    Kind("community", "SMART Community", 6, (FACILITATOR,), (RECOVERY,)),
    Kind("satellite", "SMART Satellite", 0, (), (RECOVERY,)),
    Kind("start-smart", "Start SMART", 0, (FACILITATOR, "start-smart"), ("start-smart",), on_sale=False),
)


# Licences and nominations are records: they are issued and looked at, never changed or deleted.
OFFICE_PERMISSIONS = (
    *(f"{action}_partnerorganisation" for action in ("view", "add", "change", "delete")),
    *(f"{action}_site" for action in ("view", "add", "change", "delete")),
    *(f"{action}_region" for action in ("view", "add", "change")),
    *(f"{action}_licence" for action in ("view", "add")),
    "view_nomination",
)


def load_regions() -> str:
    """Make the regions unless they are there; what Central Office changed stays."""
    for position, (key, name) in enumerate(REGIONS.items()):
        Region.objects.get_or_create(key=key, defaults={"name": name, "position": position})
    return _("%(count)d regions") % {"count": Region.objects.count()}


def load_licence_types() -> str:
    """Make the licence types unless they are there; what Central Office changed stays."""
    for position, kind in enumerate(LICENCE_TYPES):
        if not LicenceType.objects.filter(key=kind.key).exists():
            _make(kind, position)
    return _("%(count)d licence types") % {"count": LicenceType.objects.count()}


def load_office_permissions() -> str:
    """Let Central Office keep partners, sites, licences and regions, and look at nominations."""
    permit_role(role=Role.CENTRAL_OFFICE, permissions=[f"enrolment.{name}" for name in OFFICE_PERMISSIONS])
    return _("%(office)s keeps partners and licences.") % {"office": Role.CENTRAL_OFFICE}


def _make(kind: Kind, position: int) -> None:
    made = LicenceType.objects.create(
        key=kind.key, name=kind.name, places=kind.places, on_sale=kind.on_sale, position=position
    )
    made.programmes.set(Programme.objects.filter(key__in=kind.programmes))
    for place, slug in enumerate(kind.courses):
        LicenceTypeCourse.objects.create(licence_type=made, course=CoursePage.objects.get(slug=slug), position=place)
