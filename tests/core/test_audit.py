"""The audit log: who, what, when, and nothing personal."""

import ast

import pytest
from wagtail.log_actions import LogContext, log, registry
from wagtail.models import ModelLogEntry, PageLogEntry

from lms.accounts.models import User
from lms.core import audit
from tests.architecture.source import calls
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_to_which_row(cast):
    audit.record("accounts.grant_role", cast.zoe, by=cast.office, data={"role": "editor"})
    line = ModelLogEntry.objects.filter(action="accounts.grant_role", user=cast.office).get()
    assert (line.object_id, line.data) == (str(cast.zoe.pk), {"role": "editor"})


def test_the_system_may_act_too(cast):
    audit.record("accounts.grant_role", cast.zoe)
    assert ModelLogEntry.objects.filter(action="accounts.grant_role", object_id=cast.zoe.pk, user=None).count() == 1


def test_many_lines_say_what_one_would(cast):
    audit.record_many("accounts.grant_role", [cast.zoe, cast.amir], by=cast.office, data={"role": "editor"})
    lines = ModelLogEntry.objects.filter(action="accounts.grant_role", user=cast.office).order_by("pk")
    assert [(line.object_id, line.data) for line in lines] == [
        (str(person.pk), {"role": "editor"}) for person in (cast.zoe, cast.amir)
    ]
    assert lines[0].label == f"person {cast.zoe.pk}"


def test_many_lines_need_an_action_with_words_too(cast):
    with pytest.raises(ValueError, match="has no words"):
        audit.record_many("accounts.unheard_of", [cast.zoe])
    with pytest.raises(ValueError, match="has no words"):
        audit.record("accounts.unheard_of", cast.zoe)


def test_a_line_about_a_row_that_is_not_saved_is_refused():
    with pytest.raises(ValueError, match="not saved"):
        audit.record("accounts.grant_role", User())


@pytest.mark.parametrize("people", [1, 3])
def test_lines_cost_one_statement_however_many(people, cast):
    whom, by = UserFactory.create_batch(people), cast.office
    audit.record("accounts.grant_role", by, by=by)
    with assert_statements(at_most=1):
        audit.record_many("accounts.grant_role", whom, by=by)


def test_within_one_press_in_the_admin_lines_belong_together_and_to_whoever_pressed(cast):
    with LogContext(user=cast.office) as press:
        audit.record("accounts.grant_role", cast.zoe)
        log(instance=cast.zoe, action="accounts.grant_role")
    ours, wagtails = ModelLogEntry.objects.filter(uuid=press.uuid, user=cast.office)
    assert (ours.content_type, ours.object_id) == (wagtails.content_type, wagtails.object_id)


def test_a_line_about_a_page_stands_in_the_history_of_pages(cast):
    page = CourseFactory(lessons=0)
    audit.record("wagtail.edit", page, by=cast.office)
    assert PageLogEntry.objects.filter(page=page, user=cast.office, label=page.title).count() == 1


def test_every_action_we_record_has_words_for_people():
    # Where the word is put together, Wagtail itself refuses one without words when the service's own tests call it.
    named = [call.args[0] for _, call in calls("record") if call.args]
    recorded = {word.value for word in named if isinstance(word, ast.Constant)}
    assert recorded - {action for action, _ in registry.get_choices()} == set()


def test_the_label_of_a_line_names_no_person(cast):
    audit.record("accounts.create_person", cast.zoe)
    assert ModelLogEntry.objects.latest("pk").label == f"person {cast.zoe.pk}"
