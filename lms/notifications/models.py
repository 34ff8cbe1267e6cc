"""Every message we send a person is first a row here, so that it goes out once and can be found again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.core.models import status_is_known
from lms.notifications import rules
from lms.notifications.rules import State


class OutboundEmailQuerySet(models.QuerySet["OutboundEmail"]):
    """The vocabulary of the outbox."""

    def due(self, *, at: datetime) -> "OutboundEmailQuerySet":
        """Return what should go out at `at`, longest waiting first."""
        return self.filter(status=State.QUEUED, next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def stuck(self, *, at: datetime, seconds: int | None = None) -> "OutboundEmailQuerySet":
        """Return what has been sending so long (default OUTBOX_UNCERTAIN_AFTER_SECONDS) that nobody can be at it."""
        limit = settings.OUTBOX_UNCERTAIN_AFTER_SECONDS if seconds is None else seconds
        return self.filter(status=State.SENDING, claimed_at__lt=at - timedelta(seconds=limit))

    def counting_towards_cap(self, *, at: datetime) -> "OutboundEmailQuerySet":
        """Return what went out, or may have, in the 24 hours before `at`."""
        return self.filter(status__in=rules.COUNTED, claimed_at__gt=at - rules.CAP_WINDOW)

    def needing_attention(self) -> "OutboundEmailQuerySet":
        """Return what only a person can decide about."""
        return self.filter(status__in=rules.RESENDABLE)

    def with_stale_body(self, *, at: datetime) -> "OutboundEmailQuerySet":
        """Return personal messages that stopped so long ago that their text should no longer be kept."""
        stopped = self.needing_attention().filter(personal=True, queued_at__lt=at - rules.BODY_KEPT)
        return stopped.exclude(text="", html="")

    def claim(self, *, pk: int, at: datetime) -> bool:
        """Take one due message for sending: true for exactly one caller, whoever else tries."""
        due = self.filter(pk=pk, status=State.QUEUED, next_attempt_at__lte=at)
        return due.update(status=State.SENDING, claimed_at=at, attempts=F("attempts") + 1) == 1


class Status(models.TextChoices):
    """The states of the rules, in words for staff."""

    QUEUED = State.QUEUED.value, _("Waiting to go")
    SENDING = State.SENDING.value, _("Going out")
    SENT = State.SENT.value, _("Sent")
    UNCERTAIN = State.UNCERTAIN.value, _("Uncertain: may have arrived")
    FAILED = State.FAILED.value, _("Not delivered")
    CANCELLED = State.CANCELLED.value, _("No longer needed")


def values(states: Iterable[State]) -> list[str]:
    """Return the plain values of `states`, in an order that does not change (migrations compare it)."""
    return sorted(state.value for state in states)


class OutboundEmail(models.Model):
    """One message to one address. `key` says why it exists, so asking twice makes one row."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    to = models.EmailField(_("to"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="messages",
    )
    refs = models.JSONField(_("about"), default=dict, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    personal = models.BooleanField(_("text not kept once sent"), default=False)
    error = models.TextField(_("what the mail server said"), blank=True)

    objects = OutboundEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar[list[str]] = ["-queued_at", "-pk"]
        # Messages are made and moved by services; people may look, and some may send again.
        default_permissions = ("view",)
        permissions = [("resend_outboundemail", "Can send a message again")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_attempt_at"], name="outbox_due", condition=Q(status=Status.QUEUED)),
            models.Index(fields=["claimed_at"], name="outbox_claimed"),
            models.Index(fields=["status", "-queued_at"], name="outbox_status"),
            models.Index(fields=["-queued_at"], name="outbox_queued"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            status_is_known("status", Status, name="outbox_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.SENT, sent_at__isnull=False)
                | (~Q(status=Status.SENT) & Q(sent_at__isnull=True)),
                name="outbox_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=values(rules.COUNTED)) | Q(claimed_at__isnull=False),
                name="outbox_tried_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(personal=True, status__in=values(rules.SETTLED)) | Q(text="", html=""),
                name="outbox_personal_text_not_kept",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.QUEUED, Status.SENDING]) | ~Q(to=""),
                name="outbox_address_kept_while_needed",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.kind
