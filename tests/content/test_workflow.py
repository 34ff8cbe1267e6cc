"""What a workflow has passed is published, unless its words need a look or it lacks something."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Workflow, WorkflowState, WorkflowTask

from content.models import StandardPage
from lms.accounts.roles import Role
from tests.content.unready import ON_ANY_PAGE
from tests.content.writing import LABEL, allow, form_of, plain_page, settle_address

pytestmark = pytest.mark.django_db


def submitted(page: Page, by) -> WorkflowState:
    """Return the state of the page in a workflow of one step."""
    task = GroupApprovalTask.objects.create(name="Read it")
    task.groups.add(Group.objects.get(name=Role.EDITOR))
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow.start(page, by)


def passed(page: Page, by) -> StandardPage:
    """Return the page after somebody approved it."""
    state = submitted(page, by)
    state.current_task_state.specific.approve(user=by)
    return StandardPage.objects.get(pk=page.pk)


def test_a_page_without_watched_words_goes_live(cast):
    assert passed(plain_page("Kind words.", live=False), cast.editor).live


def test_a_page_with_words_that_wait_stays_a_draft_and_its_history_says_why(cast):
    page = passed(plain_page(live=False), cast.editor)
    assert not page.live
    assert PageLogEntry.objects.filter(page=page.pk, action="content.hold_publication", user=cast.editor).exists()


@pytest.mark.parametrize(("block", "sentence"), ON_ANY_PAGE)
def test_a_page_that_lacks_something_stays_a_draft(block, sentence, cast):
    page = plain_page("Kind words.", live=False)
    page.body = [block()]
    page.save_revision()
    assert not passed(page, cast.editor).live
    assert PageLogEntry.objects.get(page=page.pk, action="content.hold_publication").data == {"words": 0, "lacks": 1}


def test_a_page_whose_words_are_allowed_goes_live(cast):
    page = plain_page(live=False)
    allow(page, passage=LABEL)
    assert passed(page, cast.editor).live


def test_whoever_passed_it_in_the_editor_is_led_to_the_words(cast, client_of, settings):
    settings.WAGTAIL_WORKFLOW_ENABLED = True
    page = plain_page(live=False)
    submitted(page, cast.editor)
    form = form_of(LABEL) | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = client_of(cast.editor).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.url == settle_address(page)
    assert not StandardPage.objects.get(pk=page.pk).live
