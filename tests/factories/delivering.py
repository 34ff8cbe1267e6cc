"""Sites that deliver a programme, and holders of an award who may: rows alone, live in 2026."""

from certificates.models import Award
from courses.models import Programme
from enrolment.models import Affiliation, PartnerKind, PartnerOrganisation, Site
from tests.factories.partners import AllowanceFactory, SiteFactory
from tests.factories.staff import AffiliationFactory, CheckFactory


def site_for(programme: Programme, *, site: Site | None = None) -> Site:
    """Return a site (a new one unless given) with a SMART Recovery licence for 2026 that permits `programme` too."""
    allowance = AllowanceFactory(licence__site=site or SiteFactory())
    allowance.licence.licence_type.programmes.add(programme)
    found: Site = allowance.licence.site
    return found


def our_site() -> Site:
    """Return a site of UKSR itself, with no licence."""
    ours, _made = PartnerOrganisation.objects.get_or_create(kind=PartnerKind.UKSR, defaults={"name": "Ourselves"})
    found: Site = SiteFactory(organisation=ours)
    return found


def belong(award: Award, *, site: Site | None = None) -> Affiliation:
    """Let the holder belong to a site that delivers the programme."""
    affiliation: Affiliation = AffiliationFactory(person=award.learner, site=site or site_for(award.programme))
    return affiliation


def let_deliver(award: Award, *, site: Site | None = None) -> Affiliation:
    """Let the holder deliver today: they belong to a site for the programme, and it has seen their check."""
    affiliation = belong(award, site=site)
    CheckFactory(person=award.learner, organisation=affiliation.site.organisation)
    return affiliation
