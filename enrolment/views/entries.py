"""What learners write and choose in the text of a lesson: save, print, print blank, remove. For their eyes alone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from content.rendering import Slot, slots_of
from courses.forms import SheetForm
from courses.models import CoursePage, LessonPage
from courses.outline import page_address
from courses.public import with_reach
from courses.rules.scenarios import answers_along
from courses.sheets import fields_of_own, in_words
from enrolment.access import standing_of
from enrolment.gate import not_now, refused, standing_or_404
from enrolment.models import EntryKind, PrivateEntry
from enrolment.progress import learner_state
from enrolment.services.entries import remove_entries, save_entry
from enrolment.views.writing import WritingView, seen_in
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


def slot_in(page: LessonPage, key: Any) -> Slot | None:
    """Return the block `key` of the lesson that waits for the learner, or None."""
    return next((slot for slot in slots_of(page) if slot.key == str(key)), None)


class EntryView(WritingView):
    """Save one block, and go back to it."""

    kind = "lesson"
    page: LessonPage
    slot: Slot

    def stopped(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse | None:
        """Ask as for every activity, then for the block."""
        answer = super().stopped(request, slug, key)
        if answer is None:
            self.page = get_object_or_404(LessonPage, translation_key=key, path__startswith=self.course.path)
            slot = slot_in(self.page, self.kwargs["block"])
            if slot is None:
                raise Http404
            self.slot = slot
        return answer

    def save(self) -> HttpResponse:
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.page_again(self.page, form, status=422)
        try:
            save_entry(
                enrolment=self.enrolment,
                activity_key=self.key,
                block_key=self.slot.key,
                kind=self.slot.kind,
                answers=self.answers(form),
                seen=seen_in(self.request.POST),
                by=self.request.user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            return self.refused(form, refusal)
        return self.to_page()

    def refused(self, form: SheetForm, refusal: DomainError) -> HttpResponse:
        """Ask before everything written is taken away; else show the page with what was typed and why not."""
        if refusal.code == "nothing_written" and own_entries(self.request, self.slot.key).exists():
            return redirect("enrolment:remove-entry", self.course.slug, self.key, self.slot.key)
        is_conflict = refusal.code == "saved_elsewhere"
        form.say(refusal.sentence, is_conflict=is_conflict)
        return self.page_again(self.page, form, status=409 if is_conflict else 422)

    def answers(self, form: SheetForm) -> dict[str, Any]:
        """Return what is to be kept: of a scenario the way walked so far, of anything else what the form holds."""
        if self.slot.kind != EntryKind.SCENARIO or not form.answers:
            return form.answers
        kept = PrivateEntry.objects.filter(enrolment=self.enrolment, block_key=self.slot.key).first()
        return answers_along(self.slot.value.steps, kept.answers if kept else {}, form.answers)

    def form(self, data: Mapping[str, Any]) -> SheetForm:
        """Return the form of the block with what was sent."""
        return SheetForm(self.slot.value.fields, data, block=self.slot.key)

    def once_more(self, sent: Mapping[str, Any], words: str, *, status: int) -> HttpResponse:
        form = self.form(sent)
        form.say(words)
        return self.page_again(self.page, form, status=status)

    def to_page(self) -> HttpResponse:
        return redirect(f"{page_address(self.course, self.page)}#block-{self.slot.key}")


def own_entries(request: SignedInRequest, block: Any) -> Any:
    """Return what the person wrote in one block, the latest first; whatever may be studied now, it is theirs."""
    mine = PrivateEntry.objects.filter(enrolment__learner=request.user, block_key=block)
    return mine.select_related("enrolment__course").order_by("-saved_at")


@method_decorator(login_required, name="dispatch")
class OwnEntryView(View):
    """One's own entry, readable and removable whatever becomes of the enrolment; anybody else's is 404."""

    http_method_names = ["get", "head", "post"]
    request: SignedInRequest

    def context(self, slug: str, key: UUID, block: UUID) -> dict[str, Any]:
        """Return what the templates show: the entry, its lesson, its words."""
        rows = own_entries(self.request, block).filter(enrolment__course__slug=slug, activity_key=key)
        entry = get_object_or_404(rows)
        course = entry.enrolment.course
        page = self._page(course, key)
        slot = slot_in(page, block) if page else None
        return {
            "entry": entry,
            "course": course,
            "title": page.title if page else entry.enrolment.title_of(str(key)),
            "slot": slot,
            "written": in_words(fields_of_own(entry.kind, slot), entry.answers),
            "address": f"{page_address(course, page)}#block-{block}" if page and self._opens(course) else "",
        }

    def _page(self, course: CoursePage, key: UUID) -> LessonPage | None:
        """Return the lesson while it, its module and its course are published; the words of drafts are editors'."""
        lessons = with_reach(LessonPage.objects.filter(translation_key=key, path__startswith=course.path))
        page: LessonPage | None = lessons.filter(is_reachable=True).first()
        return page

    def _opens(self, course: CoursePage) -> bool:
        return standing_of(self.request.user, course).study_refusal is None


class RemoveEntryView(OwnEntryView):
    """Ask whether what was written is to go, and remove it by one POST."""

    def get(self, request: HttpRequest, slug: str, key: UUID, block: UUID) -> HttpResponse:
        return render(request, "enrolment/study/remove_entry.html", self.context(slug, key, block))

    def post(self, request: SignedInRequest, slug: str, key: UUID, block: UUID) -> HttpResponse:
        address = self.context(slug, key, block)["address"]
        remove_entries(learner=request.user, block_key=str(block), by=request.user)
        messages.success(request, _("It is removed."))
        return redirect(address or "dashboards:notes")


class EntryPaperView(OwnEntryView):
    """A page to print: the sheet with what was written."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, slug: str, key: UUID, block: UUID) -> HttpResponse:
        return render(request, "enrolment/study/paper.html", self.context(slug, key, block))


@login_required
def blank_sheet(request: SignedInRequest, slug: str, key: UUID, block: UUID) -> HttpResponse:
    """Show a block as a blank sheet to print, to whoever may read its lesson now."""
    standing = standing_or_404(request.user, slug)
    if standing.study_refusal or standing.enrolment is None:
        return refused(request, standing)
    row = learner_state(standing).row(str(key))
    if row is None:
        raise Http404
    if not row.is_available:
        return not_now(request, slug)
    page = get_object_or_404(LessonPage, translation_key=key, path__startswith=standing.course.path)
    slot = slot_in(page, block)
    if slot is None:
        raise Http404
    address = f"{page_address(standing.course, page)}#block-{block}"
    context = {"course": standing.course, "title": page.title, "slot": slot, "address": address}
    return render(request, "enrolment/study/blank.html", context)
