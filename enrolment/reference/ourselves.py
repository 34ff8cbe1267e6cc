"""UKSR is itself an organisation, for its own volunteers (domain B 13)."""

from django.conf import settings
from django.utils.translation import gettext as _

from enrolment.models import PartnerKind, PartnerOrganisation


def load_ourselves() -> str:
    """Make UKSR's own organisation unless there is one; one that bears its name already becomes it."""
    organisations = PartnerOrganisation.objects
    if not organisations.filter(kind=PartnerKind.UKSR).exists():
        named = organisations.filter(name__iexact=settings.ISSUER_NAME)
        if not named.update(kind=PartnerKind.UKSR):
            organisations.create(name=settings.ISSUER_NAME, kind=PartnerKind.UKSR)
    return _("%(name)s is an organisation of its own.") % {"name": organisations.get(kind=PartnerKind.UKSR).name}
