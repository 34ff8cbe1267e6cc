"""The first morning of a new SMART Lead, on a phone and without JavaScript."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from enrolment.models import PlaceAllowance
from enrolment.statements import statement_of
from tests.access.world import World
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

LIST = """Siân Ŵyn-Łukasz;sian@example.org
سارة الحسيني;sara@example.org
Bartholomew Featherstonehaugh-Ŵyn;bart@example.org"""


@pytest.fixture
def lead(transactional_db: None, page_for: PageFor, photograph) -> Walk:
    """Lena, who leads an organisation with six places."""
    world = World()
    assert world.place
    return Walk(page_for(javascript=False, user=world.lead), photograph, "new-lead")


def bring_list(lead: Walk, people: str) -> None:
    """Paste a list and have it checked."""
    lead.press("Nominate several")
    lead.look("list")
    lead.page.fill("[name=people]", people)
    lead.press("Check the list")


def save(lead: Walk, words: str) -> str:
    """Press a link that saves a file; return the name it would have."""
    with lead.page.expect_download() as download:
        lead.page.locator("main").get_by_role("link", name=words).click()
    return download.value.suggested_filename


def nominate_three(lead: Walk) -> None:
    """See what would come of the list, one row of which is no address, and nominate the others."""
    bring_list(lead, f"Name;E-mail\n{LIST}\nNobody;not an address")
    lead.sees("Nobody has been nominated yet")
    lead.look("checked")
    lead.press("Nominate 3 people")
    lead.sees("Bartholomew Featherstonehaugh-Ŵyn")
    lead.look("nominated")


def release_one(lead: Walk) -> None:
    """Give one of the places back."""
    lead.page.get_by_role("link", name=re.compile(r"Release the place.*Siân")).click()
    lead.look("release")
    lead.press("Release")


def read_statement(lead: Walk) -> None:
    """Read how the places add up, and save it."""
    lead.page.goto("/lead/")
    lead.press("How the places add up")
    expect(lead.page.locator("main")).to_contain_text("6 granted = 2 held + 0 used + 4 left + 0 expired")
    lead.look("statement")
    assert save(lead, "Save the statement as a PDF").endswith(".pdf")
    assert save(lead, "Save the movements as a table").endswith(".csv")


def test_a_new_lead_nominates_three_releases_one_and_saves_the_statement(lead: Walk) -> None:
    lead.page.goto("/lead/")
    lead.look("first-day")
    nominate_three(lead)
    release_one(lead)
    read_statement(lead)
    assert statement_of(PlaceAllowance.objects.get(), at=timezone.now()).left == 4
