"""The menu “Partners” of the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from enrolment.viewsets.affiliations import AffiliationViewSet
from enrolment.viewsets.checks import CheckViewSet
from enrolment.viewsets.licences import LicenceViewSet
from enrolment.viewsets.national import NationalLeadViewSet
from enrolment.viewsets.nominations import NominationViewSet
from enrolment.viewsets.partners import PartnerViewSet
from enrolment.viewsets.prices import PriceViewSet
from enrolment.viewsets.regions import RegionViewSet
from enrolment.viewsets.sites import SiteViewSet


class PartnersGroup(ModelViewSetGroup):
    """Everything Central Office keeps of partners, behind one entry."""

    items = (
        PartnerViewSet,
        SiteViewSet,
        LicenceViewSet,
        PriceViewSet,
        NominationViewSet,
        AffiliationViewSet,
        CheckViewSet,
        RegionViewSet,
        NationalLeadViewSet,
    )
    menu_label = _("Partners")
    menu_icon = "home"
    menu_order = 60


partners_group = PartnersGroup()
