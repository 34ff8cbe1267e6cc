"""The regions of the UK with a Community Coordinator each, or a vacancy (domain A Joining)."""

from django.utils.translation import gettext as _

from enrolment.models import Region

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


def load_regions() -> str:
    """Make the regions unless they are there; what Central Office changed stays."""
    for position, (key, name) in enumerate(REGIONS.items()):
        Region.objects.get_or_create(key=key, defaults={"name": name, "position": position})
    return _("%(count)d regions") % {"count": Region.objects.count()}
