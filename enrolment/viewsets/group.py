"""The menu “Partners” of the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from enrolment.viewsets.licences import LicenceViewSet
from enrolment.viewsets.nominations import NominationViewSet
from enrolment.viewsets.partners import PartnerViewSet
from enrolment.viewsets.regions import RegionViewSet
from enrolment.viewsets.sites import SiteViewSet


class PartnersGroup(ModelViewSetGroup):
    """Everything Central Office keeps of partners, behind one entry."""

    items = (PartnerViewSet, SiteViewSet, LicenceViewSet, NominationViewSet, RegionViewSet)
    menu_label = _("Partners")
    menu_icon = "home"
    menu_order = 60


partners_group = PartnersGroup()
