"""django-guardian's tables with foreign keys of their own: found by type, joined by the database, gone with the row.

Written by enrolment.services.appointments alone; the dated appointments are the truth behind them.
"""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from enrolment.models.licences import LicenceType
from enrolment.models.partners import PartnerOrganisation, Region, Site


class PartnerUserPermission(UserObjectPermissionBase):
    """What a person may do for one organisation."""

    content_object = models.ForeignKey(PartnerOrganisation, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class PartnerGroupPermission(GroupObjectPermissionBase):
    """Unused, but guardian looks for it beside the one above; so are the other tables of groups."""

    content_object = models.ForeignKey(PartnerOrganisation, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class SiteUserPermission(UserObjectPermissionBase):
    """What a person may do for one site."""

    content_object = models.ForeignKey(Site, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class SiteGroupPermission(GroupObjectPermissionBase):
    """Unused."""

    content_object = models.ForeignKey(Site, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class RegionUserPermission(UserObjectPermissionBase):
    """What a person may do in one region."""

    content_object = models.ForeignKey(Region, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class RegionGroupPermission(GroupObjectPermissionBase):
    """Unused."""

    content_object = models.ForeignKey(Region, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class LicenceTypeUserPermission(UserObjectPermissionBase):
    """What a person may do for the licences of one type."""

    content_object = models.ForeignKey(LicenceType, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class LicenceTypeGroupPermission(GroupObjectPermissionBase):
    """Unused."""

    content_object = models.ForeignKey(LicenceType, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
