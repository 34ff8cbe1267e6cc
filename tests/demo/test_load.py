"""The demo's loader: complete, harmless to repeat, and sound by every integrity check."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image

from assessments.marking import best_answer, share
from assessments.models import AssessmentPage, AssessmentQuestion, Question
from assessments.paper import freeze_paper
from assessments.rules import READ_BY_TRAINER, Kind
from content.blocks import LessonBlock
from content.models import GlossaryTerm, Recording, Tool
from courses.models import CourseEdition, CoursePage, LessonPage, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import ActivityCompletion, Enrolment
from lms.accounts.models import User
from lms.demo.cast import CAST
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory

pytestmark = pytest.mark.django_db
KINDS = (CoursePage, ModulePage, LessonPage, AssessmentPage, AssessmentQuestion, CourseEdition, User, Enrolment)
LIBRARY = (Tool, GlossaryTerm, Recording, Document, Image)


def load(**options) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def counts():
    return {kind.__name__: kind.objects.count() for kind in (*KINDS, *LIBRARY, ActivityCompletion)}


def course(slug):
    return CoursePage.objects.get(slug=slug)


def keys_of(slug):
    return CourseEdition.objects.current_for(course(slug)).outline.activities


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """What there is after loading the demo: done once, and taken back after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield counts()
        transaction.set_rollback(True)


def test_loading_again_changes_nothing(demo):
    assert "courses filled: 0" in load()
    assert "kept in the library: 0" in load()
    assert counts() == demo


def test_the_samples_use_every_kind_of_block_and_every_one_could_be_published(demo):
    bodies = [page.body for page in LessonPage.objects.live()]
    assert {block.block_type for body in bodies for block in body} == set(LessonBlock().child_blocks)
    for body in bodies:
        body.stream_block.clean(body)


def test_the_answers_in_a_sample_keep_their_keys(demo):
    checks = [[block.value.options for block in page.body if block.block_type == "check"] for page in lessons()]
    again = [[block.value.options for block in page.body if block.block_type == "check"] for page in lessons()]
    assert checks == again
    assert any(checks)


def lessons():
    return LessonPage.objects.order_by("path")


def test_the_library_holds_tools_of_all_points_terms_and_recordings_that_everybody_can_follow(demo):
    assert set(Tool.objects.values_list("point", flat=True)) == set("1234")
    assert (Tool.objects.count(), GlossaryTerm.objects.count()) == (12, 10)
    assert [recording.lacks for recording in Recording.objects.all()] == [(), ()]


def test_every_published_course_has_lessons_and_one_edition(demo):
    editions = CourseEdition.objects.values_list("course__slug", "number")
    assert sorted(editions) == sorted((page.slug, 1) for page in CoursePage.objects.live())
    assert all(LessonPage.objects.descendant_of(page).exists() for page in CoursePage.objects.all())


def test_start_smart_is_written_but_not_published(demo):
    assert ModulePage.objects.descendant_of(course("start-smart")).exists()
    assert (course("start-smart").live, Client().get("/courses/start-smart/").status_code) == (False, 404)


def test_every_course_holds_a_quiz_that_is_needed_and_has_questions(demo):
    for page in CoursePage.objects.all():
        quiz = AssessmentPage.objects.descendant_of(page).get(slug="check-what-you-learned")
        assert (quiz.required, quiz.questions.count() >= 4) == (True, True)


def test_one_quiz_shows_every_kind_that_the_machine_marks_and_each_can_be_answered_rightly(demo):
    quiz = AssessmentPage.objects.descendant_of(course("getting-smart")).get()
    items = freeze_paper(quiz, seed=1).items
    assert {item.kind for item in items} == set(Kind) - READ_BY_TRAINER
    assert [item.prompt for item in items if share(item, best_answer(item)) != 1] == []


def test_facilitators_agree_to_the_code_confirm_their_name_and_write(demo):
    last = [row for row in keys_of("smart-facilitator") if row.module == "Before you finish"]
    assert [(row.kind, row.required) for row in last] == [("declaration", True), ("name", True), ("quiz", True)]
    assert last == list(keys_of("smart-facilitator")[-3:])


def test_the_written_task_has_a_guide_and_a_rubric_with_words_for_every_level(demo):
    task = Question.objects.get(kind="writing")
    criteria = list(task.rubric.criteria.all())
    assert (task.word_from, task.word_to, len(criteria)) == (300, 500, 4)
    assert all(words for criterion in criteria for words in criterion.levels)


def test_the_quiz_of_the_introduction_may_be_tried_without_limit_and_at_once(demo):
    quiz = AssessmentPage.objects.descendant_of(course("introduction-to-smart")).get()
    assert (quiz.attempts_allowed, quiz.cool_down_hours, quiz.pass_mark) == (None, 0, 80)


@pytest.mark.parametrize("slug", ["getting-smart", "smart-facilitator", "insideout"])
def test_other_quizzes_may_be_tried_three_times_a_day_apart(slug, demo):
    quiz = AssessmentPage.objects.descendant_of(course(slug)).get(slug="check-what-you-learned")
    assert (quiz.attempts_allowed, quiz.cool_down_hours, quiz.pass_mark) == (3, 24, 80)


def test_a_written_task_needs_no_pause_between_attempts(demo):
    task = AssessmentPage.objects.get(slug="plan-a-meeting")
    assert (task.attempts_allowed, task.cool_down_hours) == (3, 0)


# --- A database filled before the file had all its modules ------------------------------------------


@pytest.fixture
def before(demo):
    """Getting SMART as it was before its first module was written, and somebody who takes it."""
    ModulePage.objects.child_of(course("getting-smart")).order_by("path").first().delete()
    publish_edition(course=course("getting-smart"), by=None, at=NOW)
    return EnrolmentFactory(course=course("getting-smart"))


def test_a_module_that_is_missing_is_added_at_the_end_with_an_edition(before):
    assert "courses filled: 1" in load()
    added = ModulePage.objects.child_of(before.course).order_by("path").last()
    assert keys_of("getting-smart")[-1].module == added.title
    assert "courses filled: 0" in load()


def test_adding_a_module_moves_nobody_and_changes_no_other_page(before):
    pages = set(before.course.get_descendants().values_list("pk", "title", "latest_revision"))
    load()
    before.refresh_from_db()
    assert before.edition.number < CourseEdition.objects.current_for(before.course).number
    assert pages <= set(before.course.get_descendants().values_list("pk", "title", "latest_revision"))


def test_a_course_that_editors_no_longer_call_a_sample_is_left_alone(before):
    CoursePage.objects.filter(pk=before.course_id).update(is_sample=False)
    assert "courses filled: 0" in load()


def test_study_times_are_about_those_of_the_domain(demo):
    slugs = ("introduction-to-smart", "getting-smart", "smart-facilitator")
    assert [course(slug).study_minutes for slug in slugs] == [60, 540, 600]


def test_every_account_of_the_contract_signs_in_with_the_password(demo):
    for member in CAST:
        assert Client().login(email=member.email, password=settings.DEMO_PASSWORD)


def test_the_member_is_part_way_through_the_introduction(demo):
    enrolment = Enrolment.objects.get(learner__email="member@demo.example")
    assert (enrolment.course.slug, enrolment.is_completed) == ("introduction-to-smart", False)
    assert 0 < enrolment.completions.count() < len(enrolment.edition.outline.keys)


@pytest.mark.parametrize(("email", "status"), [("editor", 200), ("office", 200), ("member", 403)])
def test_only_staff_enter_the_administration(email, status, demo, client_of):
    client = client_of(User.objects.get(email=f"{email}@demo.example"))
    assert client.get("/cms/").status_code == status


def test_what_is_loaded_is_sound(demo):
    call_command("check_integrity", stdout=StringIO())


def test_what_is_loaded_holds_no_watched_word_without_a_reason(demo):
    call_command("check_language", "--drafts", stdout=StringIO())


def test_every_page_of_the_member_answers(demo, client_of):
    member = client_of(User.objects.get(email="member@demo.example"))
    urls = [
        page.url for page in course("introduction-to-smart").get_descendants().exclude(pk__in=ModulePage.objects.all())
    ]
    assert {member.get(url).status_code for url in urls} == {200}


def test_learners_for_load_tests_are_added_up_to_a_number_and_are_sound(demo):
    assert "load tests: 12" in load(scale=12)
    assert "load tests: 3" in load(scale=15)
    assert "load tests: 0" in load(scale=10)
    call_command("check_integrity", stdout=StringIO())
