"""The learners somebody may help: the list of them, and the page about one of them on one course."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.forms.learners import LearnersForm
from assessments.learning import helped_learner
from assessments.permissions import is_trainer
from assessments.rules import AttemptStatus
from assessments.supporting import helped_by, helps_everybody, helps_somebody, listed_for
from assessments.views.support import SupportView
from courses.models import CoursePage
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import Enrolment
from lms.core.spreadsheets import csv_response

PER_PAGE = 25


@method_decorator(login_required, name="dispatch")
class LearnersView(View):
    """Everybody the signed-in person may help, course by course; the page costs the same whatever its length."""

    form: LearnersForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not helps_somebody(request.user):
            raise Http404
        courses = CoursePage.objects.filter(pk__in=helped_by(request.user).order_by().values("course"))
        self.form = LearnersForm(request.GET, courses=courses.order_by("path"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = self._rows()
        if request.GET.get("export") == "csv":
            return _csv(rows)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "form": self.form,
            "page": page,
            "is_trainer": is_trainer(request),
            "shows_addresses": helps_everybody(request.user),
        }
        return render(request, "assessments/support/learners.html", context)

    def _rows(self) -> EnrolmentQuerySet:
        found = self.form.narrowed(listed_for(self.request.user)).select_related("course", "learner__adjustment")
        made = Count("attempts")
        passed = Count("attempts", filter=Q(attempts__status=AttemptStatus.PASSED))
        return found.annotate(attempts_made=made, attempts_passed=passed)


def _csv(rows: Iterable[Enrolment]) -> HttpResponse:
    """Return the list as a table, without a word of why anybody is given more time or attempts."""
    header = [_("Learner"), _("Course"), _("State"), _("Since"), _("Attempts"), _("Passed")]
    return csv_response(filename="learners.csv", header=header, rows=map(_line, rows))


def _line(row: Any) -> list[Any]:
    since = timezone.localdate(row.enrolled_at)
    return [str(row.learner), row.course.title, row.get_status_display(), since, row.attempts_made, row.attempts_passed]


class LearnerView(SupportView):
    """One learner on one course: where they stand with each page, what was granted, and the ways to help."""

    def get(self, request: HttpRequest) -> HttpResponse:
        learner = helped_learner(self.enrolment, reader=request.user)
        context = {"enrolment": self.enrolment, "helped": learner, "is_trainer": is_trainer(request)}
        return render(request, "assessments/support/learner.html", context)
