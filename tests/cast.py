"""The people of the tests, always the same and all invented; each is made when first named."""

from functools import cached_property

from enrolment.models import PartnerOrganisation
from lms.accounts.models import User
from tests.factories.partners import PartnerFactory, coordinate
from tests.factories.people import UserFactory
from tests.moment import NOW

__all__ = ["NOW", "Cast"]


class Cast:
    """Zoë learns, Amir learns too, Edie writes, Orla works at Central Office.

    Lena leads the organisation `partner`, Omar leads `otherpartner`, Cora coordinates the North West, where both have
    their sites, and Tom is a trainer.
    """

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

    @cached_property
    def lead(self) -> User:
        """A SMART Lead; `partner` is the organisation."""
        return UserFactory(full_name="Lena Hartley", email="lena@example.org")

    @cached_property
    def otherlead(self) -> User:
        """The SMART Lead of `otherpartner`, who must never see what is Lena's."""
        return UserFactory(full_name="Omar Reed", email="omar@example.org")

    @cached_property
    def coordinator(self) -> User:
        """The Community Coordinator of the North West."""
        person = UserFactory(full_name="Cora Lindqvist", email="cora@example.org")
        coordinate(person)
        return person

    @cached_property
    def trainer(self) -> User:
        """Somebody who reviews written work."""
        return UserFactory(full_name="Tom Varga", email="tom@example.org", trainer=True)

    @cached_property
    def partner(self) -> PartnerOrganisation:
        """The organisation that Lena leads."""
        return PartnerFactory(name="Harbour Recovery", lead=self.lead)

    @cached_property
    def otherpartner(self) -> PartnerOrganisation:
        """The organisation that Omar leads."""
        return PartnerFactory(name="Hilltop Trust", lead=self.otherlead)
