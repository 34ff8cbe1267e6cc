"""The review queue: what a trainer's learners have handed in, longest waiting first."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.forms.queue import QueueForm
from assessments.managers import AttemptQuerySet, courses_given_to
from assessments.models import Attempt
from assessments.permissions import is_trainer
from assessments.written import review_state
from courses.models import CoursePage
from lms.core.spreadsheets import csv_response

PER_PAGE = 25


@method_decorator(login_required, name="dispatch")
class QueueView(View):
    """The queue, for trainers alone; whatever its length, the page costs the same number of statements."""

    form: QueueForm
    courses: QuerySet[CoursePage]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_trainer(request):
            raise Http404
        courses = CoursePage.objects.filter(pk__in=courses_given_to(request.user).values("content_object"))
        self.courses = courses.order_by("path")
        self.form = QueueForm(request.GET, courses=self.courses)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return self._csv()
        page = Paginator(self._work(), PER_PAGE).get_page(request.GET.get("page"))
        rows = [(attempt, review_state(attempt), self._is_mine(attempt)) for attempt in page]
        asked = request.GET.copy()
        asked.pop("page", None)
        context = {"form": self.form, "page": page, "rows": rows, "asked": asked.urlencode(), "courses": self.courses}
        return render(request, "assessments/queue.html", context)

    def _work(self) -> AttemptQuerySet:
        found = self.form.narrowed(Attempt.objects.reviewable_by(self.request.user))
        people = found.select_related("assessment", "enrolment__course", "enrolment__learner")
        return people.defer("paper_json").prefetch_related("reviews")

    def _is_mine(self, attempt: Attempt) -> bool:
        """Tell whether this trainer gave a mark already: the second one is a colleague's."""
        return any(review.reviewer_id == self.request.user.pk for review in attempt.reviews.all())

    def _csv(self) -> HttpResponse:
        """Return who waits for what since when, without a word of what anybody wrote."""
        header = [_("Learner"), _("Course"), _("Task"), _("Attempt"), _("Handed in"), _("State")]
        return csv_response(filename="review-queue.csv", header=header, rows=map(_line, self._work()))


def _line(attempt: Attempt) -> list[Any]:
    enrolment, handed_in = attempt.enrolment, timezone.localtime(attempt.submitted_at)
    task = [enrolment.course.title, attempt.assessment.title, attempt.number]
    return [str(enrolment.learner), *task, handed_in.strftime("%Y-%m-%d %H:%M"), review_state(attempt).label]
