"""Study time in a real browser: counted in use, not while hidden or idle, and estimated without a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from courses.models import LessonPage
from courses.outline import page_address
from enrolment.models import Enrolment, StudyTime
from tests.cast import Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study_time import StudyTimeFactory
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SECOND = 1000


@pytest.fixture
def lessons(transactional_db: None, cast: Cast, settings) -> list[str]:
    """The addresses of two lessons that Zoë takes; their pages tell of themselves every second."""
    settings.STUDY_BEAT_SECONDS, settings.STUDY_IDLE_SECONDS = 1, 3
    course = CourseFactory(title="Tools", minimum_study_minutes=120)
    EnrolmentFactory(learner=cast.zoe, course=course, enrolled_at=timezone.now() - timedelta(days=3))
    return [page_address(course, page) for page in LessonPage.objects.descendant_of(course).order_by("path")]


def counted() -> int:
    return sum(StudyTime.objects.values_list("seconds", flat=True))


def use_until(page: Page, enough: Callable[[], bool]) -> None:
    """Move the pointer about until `enough`, a quarter of a minute at most."""
    for step in range(60):
        page.mouse.move(20 + step, 200)
        page.wait_for_timeout(SECOND / 4)
        if enough():
            return
    pytest.fail("No time was counted")


def waited(page: Page, seconds: float) -> int:
    """Return what is counted after a while in which nobody touches the page."""
    page.wait_for_timeout(seconds * SECOND)
    return counted()


def test_time_is_counted_while_a_page_is_in_use_and_not_while_it_is_idle(lessons, cast, page_for: PageFor) -> None:
    page = page_for(user=cast.zoe)
    page.goto(lessons[0])
    use_until(page, lambda: counted() >= 3)
    assert waited(page, 5) == waited(page, 3)
    before = counted()
    use_until(page, lambda: counted() >= before + 2)
    assert not StudyTime.objects.exclude(estimated_seconds=0).exists()


def test_a_hidden_page_earns_nothing_whatever_the_pointer_does(lessons, cast, page_for: PageFor) -> None:
    page = page_for(user=cast.zoe)
    page.goto(lessons[0])
    use_until(page, lambda: counted() >= 2)
    page.evaluate(HIDE)
    before = waited(page, 1)
    page.mouse.move(200, 200)
    assert waited(page, 3) == before


def test_leaving_a_page_counts_up_to_that_moment(lessons, cast, page_for: PageFor) -> None:
    page = page_for(user=cast.zoe)
    page.goto(lessons[0])
    use_until(page, lambda: counted() >= 2)
    page.goto(lessons[1])
    use_until(page, lambda: StudyTime.objects.count() == 2)
    assert not StudyTime.objects.exclude(estimated_seconds=0).exists()


def test_without_a_script_the_time_from_page_to_page_is_estimated(lessons, cast, page_for: PageFor, photograph) -> None:
    walk = Walk(page_for(user=cast.zoe, javascript=False), photograph, "study-time-plain")
    walk.page.goto(lessons[0])
    waited(walk.page, 2)
    walk.page.goto(lessons[1])
    time = StudyTime.objects.get()
    assert (time.seconds, 1 <= time.estimated_seconds <= 10) == (0, True)
    walk.page.goto("/learn/time/")
    walk.sees("estimated")


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_the_pages_that_show_time_are_accessible(lessons, cast, page_for: PageFor, photograph, width, dark) -> None:
    enrolment = Enrolment.objects.get()
    for key, seconds, estimated in zip(enrolment.edition.outline.keys, (2500, 40), (300, 0), strict=True):
        about = {"seconds": seconds, "estimated_seconds": estimated, "changed_at": timezone.now()}
        StudyTimeFactory(enrolment=enrolment, activity_key=key, **about)
    walk = Walk(page_for(user=cast.zoe, width=width, dark=dark), photograph, f"study-time-{width}")
    for address in ("/learn/time/", f"/courses/{enrolment.course.slug}/", "/learn/", lessons[0]):
        walk.page.goto(address)
        walk.look(address.strip("/").replace("/", "-"))
