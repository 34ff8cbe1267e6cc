"""The steps from a nomination to a certificate, one function each; who takes them is the walk that is given."""

import re

from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Attempt
from lms.accounts.models import User
from tests.journeys.steps import LINK, PASSWORD, Walk, read_all_lessons, take_quiz

PARTNER, SITE = "Harbour Recovery", "Quay Street"
NAME, EMAIL = "Siân Ŵyn-Łukasz", "sian@example.org"


def make_partner(office: Walk, lead: User) -> None:
    """Central Office makes a partner with a Lead, a site and a licence, in the Wagtail admin."""
    page = office.page
    add_partner(office)
    page.get_by_role("link", name=re.compile("Appoint", re.IGNORECASE)).first.click()
    page.fill("[name=email]", str(lead.email))
    page.locator("main form button[type=submit]").last.click()
    page.goto(reverse("partner_sites:add"))
    page.select_option("[name=organisation]", label=PARTNER)
    page.select_option("[name=region]", label="North West")
    page.select_option("[name=nation]", label="England")
    page.fill("[name=name]", SITE)
    page.locator("main form button[type=submit]").last.click()
    page.goto(reverse("licences:add"))
    page.select_option("[name=site]", label=f"{PARTNER}, {SITE}")
    page.select_option("[name=licence_type]", label="SMART Recovery")
    page.fill("[name=paid_on]", page.input_value("[name=starts_on]"))
    page.fill("[name=order_reference]", "PO 1")
    page.press("[name=order_reference]", "Enter")
    page.wait_for_load_state()


def add_partner(office: Walk) -> None:
    """Central Office adds the organisation."""
    page = office.page
    page.goto(reverse("partners:add"))
    page.fill("[name=name]", PARTNER)
    page.select_option("[name=kind]", label="Treatment provider")
    page.select_option("[name=rate]", label="Non-profit")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()


def begin_nominating(lead: Walk, name: str, email: str) -> None:
    """The SMART Lead opens the form from the desk and fills it in."""
    lead.page.goto("/lead/")
    lead.press("Nominate somebody")
    lead.page.fill("[name=name]", name)
    lead.page.fill("[name=email]", email)


def nominate(lead: Walk, name: str, email: str) -> None:
    """The SMART Lead nominates somebody."""
    begin_nominating(lead, name, email)
    lead.press("Nominate")


def use_up_places(lead: Walk, seventh: Walk) -> None:
    """The Lead nominates until no place is left; the seventh, from another tab, is refused with its words kept."""
    lead.page.goto("/lead/")
    lead.look("desk")
    nominate(lead, NAME, EMAIL)
    for number in range(2, 6):
        nominate(lead, f"Ada Example {number}", f"ada.{number}@example.org")
    begin_nominating(seventh, "Bea Seventh", "bea@example.org")
    nominate(lead, "Ada Example 6", "ada.6@example.org")
    lead.sees("No places left")
    lead.look("desk-full")
    seventh.press("Nominate")
    seventh.sees("You can release the place of somebody")
    expect(seventh.page.locator("[name=email]")).to_have_value("bea@example.org")
    seventh.look("seventh-refused")


def issue(coordinator: Walk) -> None:
    """The region's coordinator issues the oldest nomination."""
    coordinator.page.goto("/coordinator/")
    coordinator.look("desk")
    coordinator.press("Issue")
    coordinator.sees("is on its way to sian@example.org")
    coordinator.look("issued")


def invitation() -> str:
    """Return the path of the link in the invitation that came by mail."""
    letter = next(message for message in reversed(mail.outbox) if message.to == [EMAIL] and "/enrol/" in message.body)
    return re.sub(r"https?://[^/]+", "", next(url for url in LINK.findall(str(letter.body)) if "/enrol/" in url))


def take_up_place(nominee: Walk) -> None:
    """The nominee opens the mailed link, makes an account (no second mail), and takes the place up."""
    link = invitation()
    nominee.page.goto(link)
    nominee.sees(PARTNER)
    nominee.look("is-this-you")
    nominee.press("Yes, take up the place")
    expect(nominee.page.locator("[name=email]")).to_have_value(EMAIL)
    nominee.look("sign-up")
    nominee.page.fill("[name=password1]", PASSWORD)
    nominee.press("Create my account")
    nominee.page.wait_for_url(re.compile(f"[^=]{link}#answer$"))
    nominee.look("once-more")
    nominee.press("Yes, take up the place")
    nominee.page.wait_for_url("**/learn/")
    nominee.sees("Introduction to SMART")
    nominee.look("whole-path")


def finish_open_course(nominee: Walk) -> None:
    """The nominee reads on from the home page and passes the quiz."""
    nominee.page.goto("/learn/")
    nominee.press("Continue")
    read_all_lessons(nominee)
    take_quiz(nominee)
    nominee.sees("Passed")


def begin_facilitator(nominee: Walk) -> None:
    """The nominee reads the lesson, agrees to the Code of Conduct, confirms the name and passes the quiz."""
    nominee.page.goto("/learn/")
    nominee.press("Continue")
    nominee.press("Mark as done")
    nominee.sees("I listen.")
    nominee.look("code-of-conduct")
    nominee.page.get_by_role("checkbox").check()
    nominee.press("Agree and go on")
    nominee.sees(NAME)
    nominee.look("name-as-printed")
    nominee.press("Confirm and go on")
    take_quiz(nominee)
    nominee.sees("Passed")


def write(nominee: Walk, text: str, *, again: bool = False) -> None:
    """The nominee writes the task and hands it in; the second time the first text is there already."""
    nominee.page.goto("/learn/")
    nominee.press("Continue")
    nominee.look("task-again" if again else "task")
    nominee.press("Try again" if again else "Start writing")
    box = nominee.page.locator("main form textarea:not([name=note])")
    assert bool(box.input_value()) is again
    box.fill(text)
    nominee.look("writing")
    nominee.press("Save and")
    nominee.press("Hand in")
    nominee.sees("5 working days")
    nominee.look("handed-in")


def review(trainer: Walk, *, level: int, comment: str) -> None:
    """The trainer finds the work in the queue, marks it by the rubric, and releases the decision."""
    trainer.page.goto("/review/")
    trainer.look("queue")
    trainer.page.locator("main").get_by_role("link", name=NAME).first.click()
    trainer.look("work")
    for choice in trainer.page.locator(f"main input[type=radio][value='{level}']").all():
        choice.check()
    trainer.page.fill("[name=comment]", comment)
    trainer.press("Save decision")
    trainer.sees("Your decision is saved")
    trainer.look("held")
    assert Attempt.objects.awaiting_review().exists()
    trainer.press("Release")
    trainer.sees("can read it now")
    trainer.look("released")


def read_outcome(nominee: Walk, words: str) -> None:
    """The nominee reads what the trainer said."""
    nominee.page.goto("/learn/")
    nominee.look("home-after-review")
    task = Attempt.objects.filter(is_written=True).latest("number")
    nominee.page.goto(reverse("assessments:result", args=[task.pk]))
    nominee.sees(words)
    nominee.look("outcome")


def fetch_certificate(nominee: Walk) -> str:
    """The nominee opens certificates, downloads certificate and manual, and returns the serial number."""
    nominee.page.goto("/learn/certificates/")
    nominee.sees("SMART Recovery")
    nominee.look("certificates")
    award = User.objects.get(email=EMAIL).awards.get()
    nominee.page.goto(reverse("certificates:award", args=[award.pk]))
    nominee.sees(NAME)
    nominee.look("certificate")
    with nominee.page.expect_download() as download:
        nominee.press("Download")
    assert download.value.suggested_filename.endswith(".pdf")
    return str(award.serial)


def verify(stranger: Walk, serial: str, code: str) -> None:
    """Anybody checks it by serial number and surname, and by the address in the QR code."""
    stranger.page.goto("/verify/")
    stranger.look("form")
    stranger.page.fill("[name=serial]", serial.lower())
    stranger.page.fill("[name=surname]", "wyn lukasz")
    stranger.press("Check")
    stranger.sees("SMART Recovery")
    stranger.look("valid")
    stranger.page.goto(f"/verify/{code}/")
    stranger.sees(NAME)
    stranger.look("by-code")


def see_qualified(lead: Walk) -> None:
    """The Lead sees that the person is qualified, and that the places add up."""
    lead.page.goto("/lead/")
    lead.sees("qualified")
    lead.look("desk-at-the-end")
    lead.press("How the places add up")
    lead.sees("Granted with the licence")
    lead.look("statement")
