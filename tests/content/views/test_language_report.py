"""The report lists words that wait, live or in drafts, and those allowed, with who gave which reason; also as CSV."""

import pytest
from django.urls import reverse

from assessments.models import AssessmentPage
from tests.content.writing import LABEL, allow, plain_page, publish, settle_address
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(client_of, cast):
    """Return a function that shows the report to an editor."""
    return lambda **asked: client_of(cast.editor).get(reverse("content_language_report"), asked).content.decode()


def test_words_on_live_pages_wait_with_a_way_to_give_a_reason(report):
    page = plain_page()
    shown = report()
    assert LABEL in shown
    assert settle_address(page) in shown


def test_words_of_drafts_stand_apart(report, client_of, cast):
    publish(client_of(cast.editor), plain_page("Kind words."), LABEL)
    assert LABEL not in report()
    assert LABEL in report(show="drafts")


def test_an_allowed_word_stands_with_reason_person_and_a_way_back(report, cast):
    row = allow(plain_page(), by=cast.editor)
    assert LABEL not in report()
    shown = report(show="allowed")
    assert all(words in shown for words in (LABEL, "A quotation.", "Edie Marsh"))
    assert reverse("content_withdraw_allowance", args=[row.pk]) in shown


@pytest.mark.parametrize(("show", "kind", "listed"), [("live", "stigma", True), ("live", "dated", False)])
def test_the_kind_narrows_the_list(show, kind, listed, report):
    plain_page()
    assert (LABEL in report(show=show, kind=kind)) is listed


def test_the_kind_narrows_what_was_allowed_too(report):
    allow(plain_page())
    assert [LABEL in report(show="allowed", kind=kind) for kind in ("stigma", "dated")] == [True, False]


def test_what_is_not_on_offer_is_passed_over(report):
    plain_page()
    assert LABEL in report(show="everything", kind="odd")


def test_without_findings_the_report_says_so(report):
    assert "There is nothing to show." in report()


def test_the_download_holds_the_same_lines_and_no_formula(report):
    plain_page("=1+1 addict", title="=Sum")
    lines = report(export="csv").splitlines()
    assert lines[0].startswith("\ufeffPage or text,Where,Word")
    assert "'=Sum,Body › Text,addict,'=1+1 addict" in lines[1]


@pytest.mark.parametrize("more", [2, 20])
def test_the_report_costs_the_same_however_many_pages_there_are(more, report):
    CourseFactory(lessons=more, questions=more, writing=True)
    AssessmentPage.objects.first().copy(update_attrs={"slug": "again"})
    report()  # fills what Wagtail keeps for an hour
    with assert_statements(at_most=54):
        report()
