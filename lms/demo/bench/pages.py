"""The pages that are measured, each as a signed-in learner asks for it through the whole WSGI stack."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from enrolment.models import Enrolment, Status
from lms.accounts.models import User
from lms.demo.bench.measuring import Target
from lms.demo.bench.reference import BareHandler
from lms.demo.cast import COORDINATOR, INTRODUCTION, LEAD, OFFICE, TRAINER

BACKEND = "django.contrib.auth.backends.ModelBackend"
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Visitor:
    """A signed-in person asking a WSGI application, with no test client's extras in between."""

    def __init__(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def get(self, application: Wsgi, path: str) -> int:
        """Ask for `path`, read the whole answer, return its status."""
        statuses: list[str] = []
        answer = application(self._environ(path), lambda status, headers, *rest: statuses.append(status))
        for _ in answer:
            pass
        getattr(answer, "close", lambda: None)()
        return int(statuses[0].split()[0])

    def _environ(self, path: str) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_COOKIE": self.cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }


def targets(*, newcomers: int) -> list[Target]:
    """Return the pages, the reference first.

    Arguments: `newcomers` is how many people open their first lesson in turn (as many as there are, if fewer).
    """
    site, bare = get_wsgi_application(), BareHandler()
    lesson, course = first_lesson_path(), reverse("courses:page", args=[f"{INTRODUCTION}/"])
    learner = Visitor(half_way())
    crowd = [Visitor(user) for user in beginners(newcomers)]
    return [
        _target("reference", bare, learner, reverse("bench-reference")),
        _target("lesson", site, learner, lesson),
        Target("first-lesson", lambda number: crowd[number % len(crowd)].get(site, lesson)),
        _target("outline", site, learner, course),
        _target("home", site, learner, reverse("dashboards:home")),
        _target("lead-desk", site, _of_cast(LEAD), reverse("dashboards:lead")),
        _target("coordinator-desk", site, _of_cast(COORDINATOR), reverse("dashboards:coordinator")),
        _target("partners", site, _of_cast(COORDINATOR), reverse("dashboards:partners")),
        _target("places-report", site, _of_cast(OFFICE), reverse("dashboards_report_places")),
        _target("review-queue", site, _of_cast(TRAINER), reverse("assessments:queue")),
        _target("verify", site, learner, reverse("certificates:verify")),
    ]


def _of_cast(email: str) -> Visitor:
    return Visitor(User.objects.get(email=email))


def _target(name: str, application: WSGIHandler, visitor: Visitor, path: str) -> Target:
    return Target(name, lambda number: visitor.get(application, path))


def first_lesson_path() -> str:
    """Return the address of the first lesson of the introduction."""
    course = CoursePage.objects.get(slug=INTRODUCTION)
    lesson: LessonPage = LessonPage.objects.live().descendant_of(course).order_by("path").first()
    return str(lesson.get_url())


def beginners(count: int) -> list[User]:
    """Return people who take part in the introduction, everybody another."""
    active = Enrolment.objects.filter(course__slug=INTRODUCTION, status=Status.ACTIVE)
    return [enrolment.learner for enrolment in active.select_related("learner").order_by("pk")[:count]]


def half_way() -> User:
    """Return a learner in the midst of the introduction: the middle one of the first hundred."""
    people = beginners(100)
    return people[len(people) // 2]
