"""Ada is invited: the addresses of her code and of her letter, and Zoë, who is signed in."""

import pytest

from enrolment.links import code_of, mailed_link
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path


@pytest.fixture(autouse=True)
def monday(time_machine):
    """Everything happens at NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def path():
    """First steps, then Leading."""
    return short_path()


@pytest.fixture
def place(path, cast):
    """Ada, invited to a place of Lena's organisation."""
    allowance = AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")
    return NominationFactory(
        invited=True, allowance=allowance, name="Ada Ŵyn", email="ada@example.org", nominated_by=cast.lead
    )


@pytest.fixture
def code(place):
    """The address of the page for the code, which anybody may have typed."""
    return f"/enrol/{code_of(place, 1)}/"


@pytest.fixture
def letter(place):
    """The address in Ada's mail, which proves that it is hers."""
    return mailed_link(place, 1).removeprefix("http://testserver")


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)
