"""People at sites: who belongs where, from when to when, and the checks that were seen (domain B 8, B 18)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enrolment.managers import AffiliationQuerySet, CheckQuerySet
from enrolment.models.nominations import BelongingKind
from enrolment.models.partners import PartnerOrganisation, Site
from enrolment.rules.partners import Check
from lms.core.models import LearningRecord, status_is_known


class AffiliationOrigin(models.TextChoices):
    """How we came to know that somebody belongs to a site."""

    REDEMPTION = "redemption", _("Took up a training place")
    IMPORT = "import", _("Recorded by Central Office")


class Affiliation(LearningRecord):
    """That a person belongs to a site from one day to another, both included; empty: until further notice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="affiliations", verbose_name=_("person")
    )
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="affiliations", verbose_name=_("site"))
    kind = models.CharField(_("belongs as"), max_length=12, choices=BelongingKind.choices)
    origin = models.CharField(_("known from"), max_length=12, choices=AffiliationOrigin.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering: ClassVar[list[str]] = ["-starts_on", "pk"]
        constraints: ClassVar[list] = [
            status_is_known("kind", BelongingKind, name="affiliation_kind_is_known"),
            status_is_known("origin", AffiliationOrigin, name="affiliation_origin_is_known"),
            models.UniqueConstraint(
                fields=["person", "site"], condition=Q(ends_on__isnull=True), name="one_open_affiliation_per_site"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="affiliation_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.site}"


class CheckKind(models.TextChoices):
    """What was seen, in words."""

    DBS = Check.DBS.value, _("DBS (England and Wales)")
    PVG = Check.PVG.value, _("PVG (Scotland)")
    ACCESS_NI = Check.ACCESS_NI.value, _("AccessNI (Northern Ireland)")
    NOT_APPLICABLE = Check.NOT_APPLICABLE.value, _("Not applicable")


class CheckConfirmation(LearningRecord):
    """That an organisation has seen the check of one of its people. The document itself is never kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="checks", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        PartnerOrganisation, on_delete=models.PROTECT, related_name="checks", verbose_name=_("organisation")
    )
    kind = models.CharField(_("check"), max_length=12, choices=CheckKind.choices)
    seen_on = models.DateField(_("seen on"))
    expires_on = models.DateField(_("current until"))
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmed check")
        verbose_name_plural = _("confirmed checks")
        ordering: ClassVar[list[str]] = ["-seen_on", "-pk"]
        constraints: ClassVar[list] = [
            status_is_known("kind", CheckKind, name="check_kind_is_known"),
            models.CheckConstraint(condition=Q(expires_on__gt=F("seen_on")), name="check_is_current_for_a_while"),
            models.CheckConstraint(
                condition=(Q(kind=CheckKind.NOT_APPLICABLE) & ~Q(reason=""))
                | (~Q(kind=CheckKind.NOT_APPLICABLE) & Q(reason="")),
                name="check_not_applicable_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"
