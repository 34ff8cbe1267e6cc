"""The packs of one course, for whoever may study it: what can be had, having one made, downloading it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from courses.models import CoursePack, PackKind
from courses.services.packs import ask_for_pack
from enrolment.access import Standing
from enrolment.gate import not_now, refused, standing_or_404
from enrolment.models import Enrolment
from lms.accounts.permissions import SignedInRequest
from lms.core.background import on_commit_run
from lms.core.errors import DomainError
from lms.core.files import private_response
from lms.coursepacks.making import ENDINGS
from lms.coursepacks.material import gather
from lms.coursepacks.offers import sections_of
from lms.coursepacks.rules import file_name
from lms.coursepacks.tasks import make_pack


@method_decorator(login_required, name="dispatch")
class PacksView(View):
    """What all pages of packs share: the gate of the course's lessons."""

    request: SignedInRequest
    slug: str
    standing: Standing
    enrolment: Enrolment

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        self.standing = standing_or_404(request.user, slug)
        if self.standing.study_refusal or self.standing.enrolment is None:
            return refused(request, self.standing)
        if not self.standing.course.live:
            return not_now(request, slug)
        self.slug, self.enrolment = slug, self.standing.enrolment
        # The gate knows the course already.
        self.enrolment.edition.course = self.standing.course
        return super().dispatch(request, *args, **kwargs)


class PackListView(PacksView):
    """What can be had, how large it is, when it was made; how far a worker is."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer the list."""
        sections = sections_of(gather(self.enrolment.edition), at=timezone.now())
        return render(request, "coursepacks/packs.html", {"course": self.standing.course, "sections": sections})


class AskForPackView(PacksView):
    """Have a pack made: one POST with `kind` and `module`; whoever comes without is led to the list."""

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" and request.user.is_authenticated:
            return redirect("coursepacks:list", slug=slug)
        return super().dispatch(request, *args, slug=slug, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for the pack of today's words and lead to the list, which shows how far it is.

        Pressing again wakes nobody: a worker hears of each pack once.
        """
        kind, module_key = request.POST.get("kind", ""), request.POST.get("module", "")
        edition = self.enrolment.edition
        digest = gather(edition).of_module(module_key).digest
        about: dict[str, Any] = {"edition": edition, "module_key": module_key, "kind": kind, "digest": digest}
        try:
            pack, is_to_make = ask_for_pack(**about, by=request.user, at=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
        else:
            if is_to_make:
                on_commit_run(make_pack, str(pack.pk))
        return redirect("coursepacks:list", slug=self.slug)


class DownloadPackView(PacksView):
    """Hand out one pack of the learner's own edition."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """Answer the file; 404 for what is not ready, and for packs of other courses and editions.

        One of earlier words is not handed out: the list says that they have changed.
        """
        pack = get_object_or_404(CoursePack.objects.ready().filter(edition=self.enrolment.edition), pk=pk)
        if gather(self.enrolment.edition).of_module(pack.module_key).digest != pack.digest:
            return redirect("coursepacks:list", slug=self.slug)
        return private_response(pack.file, filename=_file_name(self.slug, pack))


def _file_name(slug: str, pack: CoursePack) -> str:
    modules = {activity.module_key: activity.module for activity in pack.edition.outline.activities}
    title = f"{slug} {modules.get(pack.module_key, '')}".strip()
    return file_name((), title, f".{ENDINGS[PackKind(pack.kind)]}")
