"""A person: one full name, perhaps a name they like to be called, an e-mail address or a sign-in name."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin

from lms.accounts.managers import UserManager
from lms.accounts.rules import NameProblem, name_problem
from lms.core.models import LONGEST_REASON

NAME_SENTENCES = {
    NameProblem.CONTROL: _("The name holds a character that cannot be printed. Please type it again."),
    NameProblem.FORMULA: _("The name begins with a sign. Please begin it with a letter."),
    NameProblem.ADDRESS: _("This looks like a web address. Please give a name."),
    NameProblem.EMAIL: _("This looks like an e-mail address. Please give a name."),
    NameProblem.NO_LETTER: _("Please give a name with at least one letter."),
}


def validate_name(value: str) -> None:
    """Refuse what cannot be a person's name, in a sentence; names of any script pass."""
    problem = name_problem(value)
    if problem:
        raise ValidationError(NAME_SENTENCES[problem], code=problem)


sign_in_name_validator = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$",
    _("Use letters, numbers, dots and hyphens, such as “rowan.7”."),
)


class User(AbstractBaseUser, PermissionsMixin, GuardianUserMixin):
    """Everybody who can sign in. Erasing blanks the row and keeps it, so that learning records stay whole."""

    full_name = models.CharField(_("full name"), max_length=150, validators=[validate_name])
    known_as = models.CharField(
        _("what we should call you"),
        max_length=60,
        blank=True,
        validators=[validate_name],
        help_text=_("If it differs from your full name. You and the people who support your training see it."),
    )
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    sign_in_name = models.CharField(
        _("sign-in name"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        validators=[sign_in_name_validator],
        help_text=_("For people without an e-mail address."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(sign_in_name__isnull=False) | Q(erased_at__isnull=False),
                name="user_can_sign_in_unless_erased",
                violation_error_message=_("Give an e-mail address or a sign-in name."),
            ),
            models.CheckConstraint(
                condition=~Q(full_name="") | Q(erased_at__isnull=False),
                name="user_has_a_name_unless_erased",
                violation_error_message=_("Give a full name."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case"),
            models.CheckConstraint(
                condition=Q(sign_in_name=Lower("sign_in_name")), name="user_sign_in_name_lower_case"
            ),
            models.CheckConstraint(
                condition=~Q(email="") & ~Q(sign_in_name=""), name="user_no_empty_email_or_sign_in_name"
            ),
            # Both are typed into one box: a sign-in name must never be somebody else's e-mail address.
            models.CheckConstraint(condition=~Q(sign_in_name__contains="@"), name="user_sign_in_name_is_no_email"),
            # The gates ask is_staff alone, so that learners cost them no query.
            models.CheckConstraint(condition=Q(is_superuser=False) | Q(is_staff=True), name="user_superuser_is_staff"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    email__isnull=True,
                    sign_in_name__isnull=True,
                    full_name="",
                    known_as="",
                    is_active=False,
                    is_staff=False,
                    is_superuser=False,
                ),
                name="user_erased_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email or self.sign_in_name or str(_("Erased person"))

    def clean(self) -> None:
        """Leave address and sign-in name alone: Django's own would copy `get_username()` into the address."""

    def get_username(self) -> str:
        """Return what the person signs in with."""
        return self.email or self.sign_in_name or ""

    def get_full_name(self) -> str:
        """Return the name as printed on a completion note or certificate."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return what to call the person: their own choice, else the first word of the full name."""
        return self.known_as or self.full_name.partition(" ")[0] or self.get_username()

    @property
    def first_name(self) -> str:
        """Return what Wagtail's side bar calls the person; without it, it shows the address."""
        return self.get_short_name()


class Adjustment(models.Model):
    """What one person is given in every timed or counted assessment, because they need it: one row for each person.

    `extra_per_cent` is added to every time limit, `extra_attempts` to every number of attempts. The person sees both;
    the reason is for staff.
    """

    MOST_PER_CENT = 300
    MOST_ATTEMPTS = 5

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="adjustment", verbose_name=_("person"))
    extra_per_cent = models.PositiveSmallIntegerField(_("extra time, per cent"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("extra attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("granted by"))
    granted_at = models.DateTimeField(_("granted"))

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.CheckConstraint(
                condition=Q(extra_per_cent__lte=300, extra_attempts__lte=5), name="adjustment_is_within_bounds"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="adjustment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · +{self.extra_per_cent} % · +{self.extra_attempts}"

    @property
    def is_in_force(self) -> bool:
        """Tell whether it gives anything: one that has ended keeps why."""
        return bool(self.extra_per_cent or self.extra_attempts)
