"""The admin pages on which editors decide what becomes of people in progress: apply an edition, retire, bring back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from courses.models import CourseEdition, RetiredActivity
from courses.services.retiring import bring_back_activity, find_activity, why_not_retire
from courses.views.of_course import OfCourseMixin, editions_url
from enrolment.editions import (
    editions_in_use,
    effect_of_applying,
    effect_of_bringing_back,
    effect_of_retiring,
    listed_activities,
)
from enrolment.forms.editions import RetireForm
from enrolment.rules.effects import Effect
from enrolment.services.editions import apply_edition, retire
from lms.core.errors import DomainError


class ApplyEditionView(OfCourseMixin, TemplateView):
    """What moving everybody in progress to the newest edition would do, by the edition they are on; then one button."""

    template_name = "enrolment/admin/editions/apply.html"
    page_title = gettext_lazy("Apply to learners in progress")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = CourseEdition.objects.current_for(self.course)
        effects = effect_of_applying(latest) if latest else {}
        more = {"latest": latest, "effects": list(effects.items()), "back": editions_url(self.course)}
        return {**super().get_context_data(**kwargs), **more}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Apply the edition that was on show; a newer one is to be looked at first."""
        try:
            moved = apply_edition(edition=self._edition(request.POST), by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
            return redirect(request.path)
        messages.success(request, moved_words(moved))
        return redirect(editions_url(self.course))

    def _edition(self, sent: QueryDict) -> CourseEdition:
        found = next((one for one in self.course.editions.all() if str(one.number) == sent.get("edition")), None)
        if found is None:
            raise Http404
        return found


def moved_words(moved: int) -> str:
    """Return what an editor reads who has applied an edition."""
    if not moved:
        return _("Everybody in progress is on this edition already, so nothing was changed.")
    words = ngettext("%(n)d person takes this edition now.", "%(n)d people take this edition now.", moved)
    return words % {"n": moved}


class ActivitiesView(OfCourseMixin, TemplateView):
    """What people in progress are doing, edition by edition, with what was retired and why."""

    template_name = "enrolment/admin/editions/activities.html"
    page_title = gettext_lazy("Activities")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "lines": listed_activities(self.course)}


class OfActivityMixin(OfCourseMixin):
    """A page about one activity that stands in an edition people are on."""

    @property
    def key(self) -> str:
        """Return the key of the activity that is meant."""
        return str(self.kwargs["key"])

    def between(self) -> list[dict[str, Any]]:
        """Return the way here by the list of activities."""
        return [*super().between(), {"url": self.back, "label": _("Activities")}]

    @property
    def back(self) -> str:
        """Return the address of the list of activities."""
        return reverse("enrolment_activities", args=[self.course.pk])


class RetireView(OfActivityMixin, FormView):
    """What retiring one activity would do to people in progress, and why it is done; a refusal is a sentence."""

    form_class = RetireForm
    template_name = "enrolment/admin/editions/retire.html"
    page_title = gettext_lazy("Retire an activity")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outlines = [edition.outline for edition in editions_in_use(self.course)]
        try:
            activity = find_activity(outlines, self.key)
        except DomainError as none:
            raise Http404 from none
        more = {"activity": activity, "back": self.back, "refusal": why_not_retire(self.course, outlines, activity)}
        return {**super().get_context_data(**kwargs), **more, "effect": effect_of_retiring(self.course, self.key)}

    def form_valid(self, form: RetireForm) -> HttpResponse:
        try:
            retired = retire(
                course=self.course,
                activity_key=self.key,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        words = _("“%(title)s” is retired. Nobody needs to do it any more; what was done of it is kept.")
        messages.success(self.request, words % {"title": retired.title})
        return redirect(self.back)


class BringBackView(OfActivityMixin, TemplateView):
    """What bringing a retired activity back would do to people in progress; then one button."""

    template_name = "enrolment/admin/editions/bring_back.html"
    page_title = gettext_lazy("Bring an activity back")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"retired": self.retired(), "back": self.back, "effect": self.effect()}
        return {**super().get_context_data(**kwargs), **more}

    def retired(self) -> RetiredActivity:
        """Return what is kept of the retirement; 404 when it was brought back already."""
        found = RetiredActivity.objects.standing().filter(course=self.course, activity_key=self.key).first()
        if found is None:
            raise Http404
        return found

    def effect(self) -> Effect:
        """Return what it would do to people in progress."""
        return effect_of_bringing_back(self.course, self.key)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring it back; pressing twice is harmless."""
        bring_back_activity(course=self.course, activity_key=self.key, by=request.user, at=timezone.now())
        messages.success(request, _("The activity counts again for everybody who has not completed the course."))
        return redirect(self.back)
