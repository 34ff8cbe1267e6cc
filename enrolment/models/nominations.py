"""A nomination holds a training place for a named person; a token lets that person take it up."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrolment.managers import EnrolmentTokenQuerySet, NominationQuerySet
from enrolment.models.licences import PlaceAllowance
from enrolment.rules.partners import Belonging
from enrolment.rules.places import ENDED, OPEN, NominationFacts, NominationStatus, TokenStatus
from lms.core.models import LearningRecord, status_is_known


class BelongingKind(models.TextChoices):
    """How a person belongs to a site, in words."""

    STAFF = Belonging.STAFF.value, _("Member of staff")
    VOLUNTEER = Belonging.VOLUNTEER.value, _("Volunteer")
    PEER = Belonging.PEER.value, _("Peer in custody")


class NominationState(models.TextChoices):
    """The stored states of the rules, in words for staff; *lapsed* is derived from the day."""

    NOMINATED = NominationStatus.NOMINATED.value, _("Nominated")
    INVITED = NominationStatus.INVITED.value, _("Invited")
    REDEEMED = NominationStatus.REDEEMED.value, _("Taken up")
    DECLINED = NominationStatus.DECLINED.value, _("Declined")
    REFUSED = NominationStatus.REFUSED.value, _("Refused")
    REVOKED = NominationStatus.REVOKED.value, _("Revoked")
    RELEASED = NominationStatus.RELEASED.value, _("Released")
    TRANSFERRED = NominationStatus.TRANSFERRED.value, _("Moved to another site or licence year")


class Nomination(LearningRecord):
    """A SMART Lead names a person for a place of one allowance. Whether it holds the place is decided by the rules."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    allowance = models.ForeignKey(
        PlaceAllowance, on_delete=models.PROTECT, related_name="nominations", verbose_name=_("place allowance")
    )
    kind = models.CharField(_("belongs as"), max_length=12, choices=BelongingKind.choices, default=BelongingKind.STAFF)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    status = models.CharField(
        _("status"), max_length=12, choices=NominationState.choices, default=NominationState.NOMINATED
    )
    nominated_at = models.DateTimeField(_("nominated"))
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("nominated by")
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("learner"),
    )
    redeemed_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    used_at = models.DateTimeField(_("place used"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    moved_to = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("moved to"),
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering: ClassVar[list[str]] = ["-nominated_at", "pk"]
        indexes: ClassVar[list] = [
            models.Index(fields=["allowance", "status"], name="nomination_by_allowance"),
            models.Index(fields=["email"], name="nomination_by_email"),
        ]
        constraints: ClassVar[list] = [
            status_is_known("status", NominationState, name="nomination_status_is_known"),
            models.UniqueConstraint(
                fields=["allowance", "email"],
                condition=Q(status__in=sorted(OPEN)),
                name="one_open_nomination_per_address_and_allowance",
            ),
            models.UniqueConstraint(
                fields=["allowance", "learner"],
                condition=Q(status=NominationStatus.REDEEMED),
                name="one_place_per_learner_and_allowance",
            ),
            models.CheckConstraint(condition=Q(email=models.functions.Lower("email")), name="nomination_email_lower"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(email=""), name="nomination_names_somebody"),
            models.CheckConstraint(
                condition=Q(redeemed_at__isnull=True, learner__isnull=True)
                | Q(redeemed_at__isnull=False, learner__isnull=False),
                name="nomination_redeemed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=NominationStatus.REDEEMED) | Q(redeemed_at__isnull=False),
                name="nomination_redeemed_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(status=NominationStatus.REDEEMED),
                name="nomination_used_never_comes_back",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(status__in=sorted(ENDED)) & Q(ended_at__isnull=True)),
                name="nomination_ended_has_a_date",
            ),
            status_is_known("kind", BelongingKind, name="nomination_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status=NominationStatus.TRANSFERRED, moved_to__isnull=False)
                | (~Q(status=NominationStatus.TRANSFERRED) & Q(moved_to__isnull=True)),
                name="nomination_transferred_says_where",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(status=NominationStatus.REDEEMED),
                name="only_a_place_taken_up_is_paused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def facts(self, lapses_at: datetime | None) -> NominationFacts:
        """Return what the rules judge; `lapses_at`, when the live token lapses, None without one (`with_lapse`)."""
        return NominationFacts(
            status=NominationStatus(self.status),
            year_ends_on=self.allowance.ends_on,
            lapses_at=lapses_at,
            is_used=self.used_at is not None,
        )


class TokenState(models.TextChoices):
    """The states of a token, in words for staff."""

    LIVE = TokenStatus.LIVE.value, _("Live")
    REPLACED = TokenStatus.REPLACED.value, _("Replaced by a newer one")
    REVOKED = TokenStatus.REVOKED.value, _("Revoked")
    USED = TokenStatus.USED.value, _("Used")
    DECLINED = TokenStatus.DECLINED.value, _("Declined")


class EnrolmentToken(LearningRecord):
    """The code by which a nominee takes up the place. The code itself is never stored: see enrolment.links."""

    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="tokens", verbose_name=_("nomination")
    )
    generation = models.PositiveSmallIntegerField(_("generation"))
    code_digest = models.CharField(_("digest of the code"), max_length=64, unique=True)
    status = models.CharField(_("status"), max_length=12, choices=TokenState.choices, default=TokenState.LIVE)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    expires_at = models.DateTimeField(_("lapses"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = EnrolmentTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment token")
        verbose_name_plural = _("enrolment tokens")
        ordering: ClassVar[list[str]] = ["nomination", "-generation"]
        constraints: ClassVar[list] = [
            status_is_known("status", TokenState, name="token_status_is_known"),
            models.UniqueConstraint(fields=["nomination", "generation"], name="token_generation_once"),
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(status=TokenStatus.LIVE), name="one_live_token_per_nomination"
            ),
            models.CheckConstraint(condition=Q(generation__gte=1), name="token_generations_start_at_one"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("issued_at")), name="token_lapses_after_it_was_issued"
            ),
            models.CheckConstraint(
                condition=Q(status=TokenStatus.LIVE, ended_at__isnull=True)
                | (~Q(status=TokenStatus.LIVE) & Q(ended_at__isnull=False)),
                name="token_ended_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def last_moment(self) -> datetime:
        """Return the last minute at which the token works: it may lapse at midnight, which belongs to the next day."""
        return self.expires_at - timedelta(minutes=1)

    def is_live_at(self, at: datetime) -> bool:
        """Tell whether the token can be redeemed at this moment (domain B 19)."""
        return self.status == TokenStatus.LIVE and at < self.expires_at
