"""Making and finding people; addresses and sign-in names are kept in lower case."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db.models import Q

if TYPE_CHECKING:
    from lms.accounts.models import User


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail or sign-in name."""

    use_in_migrations = True

    def create_user(
        self,
        email: str | None = None,
        password: str | None = None,
        *,
        sign_in_name: str | None = None,
        **fields: Any,
    ) -> "User":
        """Return a new user; e-mail and sign-in name are lower-cased, at least one is needed (the database insists)."""
        user = self.model(
            email=email.strip().lower() if email else None,
            sign_in_name=sign_in_name.strip().lower() if sign_in_name else None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """Return a new administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this e-mail address or sign-in name, whatever its case."""
        name = (username or "").lower()
        return self.get(Q(email=name) | Q(sign_in_name=name))

    def found_by_address(self, email: str) -> "User | None":
        """Return whose address `email` is: who has proved it, else who began an account with it; None for nobody."""
        address = email.strip().lower()
        proved = self.filter(emailaddress__email__iexact=address, emailaddress__verified=True)
        return proved.first() or self.filter(email=address).first()
