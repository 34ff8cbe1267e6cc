"""Make the first account of Central Office; later ones are made in the people admin."""

import os
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.people import Particulars, create_person
from lms.accounts.services.reference import load_roles
from lms.accounts.services.roles import grant_role
from lms.core.errors import DomainError

VARIABLE = "OFFICE_PASSWORD"


class Command(BaseCommand):
    """Refuses in sentences; makes nothing by halves."""

    help = f"Make an account of Central Office. The password is asked for, or read from {VARIABLE}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="E-mail address; counts as verified.")
        parser.add_argument("--name", required=True, help="Full name.")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            validate_email(email)
            password = self.read_password(User(email=email, full_name=name))
            self.make(Particulars(full_name=name, email=email), password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{email} belongs to Central Office now. Sign in at /accounts/login/.")

    def read_password(self, user: User) -> str:
        """Return a password fit for `user`; refuses with a ValidationError in sentences."""
        password = os.environ.get(VARIABLE) or getpass("Password: ")
        validate_password(password, user)
        return password

    @transaction.atomic
    def make(self, particulars: Particulars, password: str) -> None:
        """Make the person and give the role; the roles are made first, so this works on an empty database."""
        at = timezone.now()
        load_roles()
        user = create_person(particulars=particulars, password=password, email_verified=True, by=None, at=at)
        grant_role(user=user, role=Role.CENTRAL_OFFICE, by=None, at=at)
