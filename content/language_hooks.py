"""Where the language check meets the Wagtail admin: while somebody writes, before anything is published, afterwards."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from content.holding import Held, carry_allowances, held_among, held_back, take_offline, with_drafts_below
from content.language import Watch, open_at, open_findings
from content.models import WordList
from content.places import place_of
from content.scheduled import keep_what_is_read
from content.views.checker import LanguageCheckerItem
from content.views.language_report import LanguageReportView, may_see_report, report_url
from content.views.words import SettleRowView, SettleWordsView, WithdrawAllowanceView
from content.viewsets.language import WordListViewSet

NAMED_AT_MOST = 5
REASONS_AT_MOST = 3

register_snippet(WordListViewSet)


@hooks.register("register_admin_urls")
def language_urls() -> list[URLPattern]:
    """Add the pages about words."""
    return [
        path("reports/language/", LanguageReportView.as_view(), name="content_language_report"),
        path("language/<int:page_id>/", SettleWordsView.as_view(), name="content_settle_words"),
        path("language/further/<slug:kind>/<int:pk>/", SettleRowView.as_view(), name="content_settle_row"),
        path("language/allowed/<int:pk>/", WithdrawAllowanceView.as_view(), name="content_withdraw_allowance"),
    ]


class LanguageMenuItem(MenuItem):
    """Shown to whoever publishes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether this visitor does."""
        return may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """Lead to the report."""
    return LanguageMenuItem(gettext_lazy("Language"), report_url(), name="language", icon_name="warning", order=90)


@hooks.register("construct_wagtail_userbar")
def check_while_writing(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Let Wagtail's check know our words, in the panel beside the editor and in the preview."""
    known = page if isinstance(page, Page) else None
    items[:] = [
        LanguageCheckerItem(known, in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


@hooks.register("before_publish_page")
def hold_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a page as the draft it was just saved as, and show the words that need a look.

    Scheduling comes through here, too: the check is made when the day is set.
    """
    is_new = request.resolver_match and request.resolver_match.view_name == "wagtailadmin_pages:add"
    if open_findings(page):
        if is_new:
            take_offline(page)
        return redirect("content_settle_words", page.pk)
    if not is_new and page.latest_revision:
        keep_what_is_read(page.latest_revision)
    return None


@hooks.register("after_edit_page")
def lead_to_words(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Show whoever passed a page in a workflow why it was not published (`content.workflow` held it)."""
    passed = request.POST.get("workflow-action-name") == "approve" and not page.workflow_in_progress
    held = held_back([page]) if passed else []
    if not held:
        return None
    if held[0].lacks:
        say_what_is_held(request, held)
    return redirect(held[0].address)


@hooks.register("before_bulk_action")
def hold_pages(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Of several pages, publish those that are ready, and say of each other one why it is held."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "publish" or not pages:
        return None
    if action.cleaned_form.cleaned_data["include_descendants"]:
        pages = with_drafts_below(pages, by=request.user)
    held = held_back(pages)
    for page in pages:
        if page.latest_revision:
            keep_what_is_read(page.latest_revision)
    if not held:
        return None
    waiting = {one.page.pk for one in held}
    ready = [page for page in pages if page.pk not in waiting]
    if ready:
        action.execute_action(ready, user=request.user)
        messages.success(request, action.get_success_message(len(ready), 0))
    say_what_is_held(request, held)
    return redirect(action.next_url)


@hooks.register("after_copy_page")
def carry_reasons(request: HttpRequest, page: Page, copied: Page) -> None:
    """Give the copies the reasons of the pages they were made of; say so when words of live copies still wait."""
    carry_allowances(page, copied)
    _say_what_waits(request, [copied, *copied.get_descendants()])


@hooks.register("after_move_page")
def look_at_moved(request: HttpRequest, page: Page) -> None:
    """Say so when other lists apply where the page stands now."""
    moved = Page.objects.get(pk=page.pk)
    _say_what_waits(request, [moved, *moved.get_descendants()])


def _say_what_waits(request: HttpRequest, pages: Iterable[Page]) -> None:
    if held_among(page for page in pages if page.live):
        words = _("Words of pages that people can read now need a look here.")
        messages.warning(request, words, buttons=[messages.button(report_url(), _("Language"))])


def say_what_is_held(request: HttpRequest, held: list[Held]) -> None:
    """Name pages that were not published, each with the reasons and the way to mend it."""
    for one in held[:NAMED_AT_MOST]:
        title = one.page.get_admin_display_title()
        about = {"title": title, "reasons": " ".join(one.reasons[:REASONS_AT_MOST])}
        words = _("“%(title)s” was not published yet. %(reasons)s") % about
        messages.error(request, words, buttons=[messages.button(one.address, title)])
    more = len(held) - NAMED_AT_MOST
    if more > 0:
        words = ngettext("%(count)d more page was held.", "%(count)d more pages were held.", more)
        messages.error(request, words % {"count": more})


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_of_words(request: HttpRequest, instance: Model) -> None:
    """Tell whoever saved a term, tool, recording or question which words need a look."""
    if isinstance(instance, WordList):
        return
    place = place_of(instance)
    for one in islice(open_at(place) if place else Watch().look_at(instance), NAMED_AT_MOST):
        word = one.finding.word
        sentence = _("“%(word)s” needs a look: %(reason)s Instead: %(instead)s")
        about = {"word": one.finding.found, "reason": word.reason, "instead": word.instead}
        messages.warning(request, sentence % about)


@hooks.register("register_log_actions")
def name_language_actions(actions: Any) -> None:
    """Give our audit actions words."""
    for action, label, message in (
        ("content.allow_word", gettext_lazy("Allow a word"), gettext_lazy("Watched word allowed")),
        ("content.withdraw_allowance", gettext_lazy("Look for a word again"), gettext_lazy("Allowance taken back")),
        (
            "content.hold_publication",
            gettext_lazy("Hold a page"),
            gettext_lazy("Not published: something needs a look"),
        ),
    ):
        actions.register_action(action, label, message)
