"""Making and changing people on behalf of somebody else; the mailed address and its proof are kept in step."""

from dataclasses import dataclass, fields
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.accounts.rules import tidy_name
from lms.accounts.services.roles import refuse_losing_last_office
from lms.core import audit
from lms.core.errors import DomainError


@dataclass(frozen=True)
class Particulars:
    """What is known of a person: `email` or `sign_in_name` is needed, empty text counts as none."""

    full_name: str
    email: str | None = None
    sign_in_name: str | None = None
    known_as: str = ""
    is_active: bool = True

    def tidied(self) -> "Particulars":
        """Return the same as it is stored: names tidy, addresses in lower case, empty ones None."""
        return Particulars(
            full_name=tidy_name(self.full_name),
            email=(self.email or "").strip().lower() or None,
            sign_in_name=(self.sign_in_name or "").strip().lower() or None,
            known_as=tidy_name(self.known_as),
            is_active=self.is_active,
        )


@transaction.atomic
def create_person(
    *,
    particulars: Particulars,
    by: User | None,
    at: datetime,
    password: str | None = None,
    email_verified: bool = False,
) -> User:
    """Make a person and return them.

    Arguments: `password` (None: they set one through a mailed link); `email_verified` when somebody vouches for the
    address; `by`, who makes them (None: the system); `at`, when they joined.
    Refuses: `email_taken`, `sign_in_name_taken`, `invalid` with the sentence of the first field that is wrong.
    """
    wanted = particulars.tidied()
    user = User(date_joined=at)
    _apply(user, wanted)
    user.set_password(password)
    user.save()
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=email_verified)
    audit.record("accounts.create_person", user, by=by)
    return user


@transaction.atomic
def change_person(*, person: User, particulars: Particulars, by: User, at: datetime) -> None:
    """Change a person's particulars; a new e-mail address must be proved again by its owner.

    Arguments: `by`, who changes them; `at`, when.
    Refuses: `email_taken`, `sign_in_name_taken`, `erased`, `own_access` (nobody locks themselves out), `last_office`,
    `invalid` with the sentence of the first field that is wrong.
    """
    user = User.objects.get(pk=person.pk)
    if user.erased_at:
        raise DomainError("erased", _("This person was erased; nothing of them can be changed."))
    wanted = particulars.tidied()
    if user.is_active and not wanted.is_active:
        _refuse_locking_out(user, by)
    _apply(user, wanted)
    user.save(update_fields=[field.name for field in fields(Particulars)])
    _keep_primary_address(user)
    audit.record("accounts.change_person", user, by=by, data={"at": at.isoformat()})


def email_is_taken(email: str, *, besides: User | None = None) -> bool:
    """Return whether another account uses `email`, as its own or as a second address it has proved."""
    address = email.lower()
    uses = Q(email=address) | Q(emailaddress__email=address, emailaddress__verified=True)
    return _everybody(besides).filter(uses).exists()


def sign_in_name_is_taken(name: str, *, besides: User | None = None) -> bool:
    """Return whether another account uses the sign-in name `name`."""
    return _everybody(besides).filter(sign_in_name=name.lower()).exists()


def _everybody(besides: User | None) -> QuerySet[User]:
    return User.objects.exclude(pk=besides.pk) if besides and besides.pk else User.objects.all()


def _apply(user: User, wanted: Particulars) -> None:
    if wanted.email and email_is_taken(wanted.email, besides=user):
        raise DomainError("email_taken", _("Another account uses this e-mail address."))
    if wanted.sign_in_name and sign_in_name_is_taken(wanted.sign_in_name, besides=user):
        raise DomainError("sign_in_name_taken", _("Another account uses this sign-in name."))
    for name in ("full_name", "known_as", "email", "sign_in_name", "is_active"):
        setattr(user, name, getattr(wanted, name))
    try:
        user.full_clean(exclude=["password"], validate_unique=False)
    except ValidationError as error:
        raise DomainError("invalid", _sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    name, messages = next(iter(error.message_dict.items()))
    if name == NON_FIELD_ERRORS:
        return messages[0]
    label = getattr(User._meta.get_field(name), "verbose_name", name)
    return f"{str(label).capitalize()}: {messages[0]}"


def _refuse_locking_out(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise DomainError("own_access", _("You cannot end your own access. Ask a colleague of Central Office."))
    refuse_losing_last_office(user)


def _keep_primary_address(user: User) -> None:
    """Make the allauth rows say what the user row says: one primary address, or none."""
    addresses = EmailAddress.objects.filter(user=user)
    addresses.filter(primary=True).exclude(email=user.email or "").delete()
    if not user.email:
        return
    address, _made = addresses.get_or_create(email=user.email, defaults={"user": user})
    if not address.primary:
        address.primary = True
        address.save(update_fields=["primary"])
