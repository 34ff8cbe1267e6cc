"""Each page of the benchmark answers a signed-in learner through the whole stack."""

import pytest
from django.core.management import call_command

from lms.demo.bench.pages import targets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("lms.demo.bench.urls")]


def test_every_page_answers_and_has_the_name_of_the_contract():
    call_command("load_demo", scale=3, verbosity=0)
    pages = targets(newcomers=2)
    learners = ["reference", "lesson", "first-lesson", "outline", "home"]
    desks = ["lead-desk", "coordinator-desk", "partners", "places-report", "review-queue"]
    assert [page.name for page in pages] == [*learners, *desks, "verify"]
    assert {page.name: page.send(1) for page in pages if page.send(0) == 200} == {page.name: 200 for page in pages}
