"""The people of the tests, always the same and all invented; each is made when first named."""

from datetime import UTC, datetime
from functools import cached_property

from lms.accounts.models import User
from tests.factories.people import UserFactory

NOW = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)  # a Monday morning


class Cast:
    """Zoë learns, Amir learns too, Edie writes, Orla works at Central Office."""

    @cached_property
    def zoe(self) -> User:
        """A learner."""
        return UserFactory(full_name="Zoë Ŵyn-Łukasz", email="zoe@example.org")

    @cached_property
    def amir(self) -> User:
        """Another learner, who must never see what is Zoë's."""
        return UserFactory(full_name="Amir Hassan", known_as="Ami", email="amir@example.org")

    @cached_property
    def editor(self) -> User:
        """A content editor."""
        return UserFactory(full_name="Edie Marsh", email="edie@example.org", editor=True)

    @cached_property
    def office(self) -> User:
        """Somebody of Central Office."""
        return UserFactory(full_name="Orla Finch", email="orla@example.org", office=True)
