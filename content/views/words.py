"""The page that lists the words that wait for a look in a draft or row: change the text, or say why a word is meant."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from content.language import Found, open_at
from content.models import AllowedWord
from content.places import Place, place_of
from content.registries import further_texts
from content.services.language import LONGEST_REASON, allow_words, withdraw_allowance
from lms.accounts.permissions import SignedInRequest


class ReasonsForm(forms.Form):
    """One field for each word that waits: why it is meant. What stays empty goes on waiting."""

    def __init__(self, *args: Any, found: list[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        for one in found:
            label = _("Why “%(word)s” is meant here") % {"word": one.finding.found}
            self.fields[one.key] = forms.CharField(label=label, required=False, max_length=LONGEST_REASON)

    def clean(self) -> dict[str, Any]:
        """Refuse the form without a single reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Give a reason for at least one word, or go back and change the text."))
        return cleaned

    @property
    def rows(self) -> list[tuple[Found, forms.BoundField]]:
        """Return each word with its field."""
        return [(one, self[one.key]) for one in self.found]


class SettleWordsView(WagtailAdminTemplateMixin, FormView):
    """The words of the newest version of a page, for whoever may publish it."""

    form_class = ReasonsForm
    template_name = "content/admin/settle_words.html"
    page_title = gettext_lazy("Words to look at")
    header_icon = "warning"
    done = gettext_lazy("Every word has its reason now. You can publish the page.")
    place: Place
    request: SignedInRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the page or row; refuse whoever may not settle its words."""
        self.place = self.find(**kwargs)
        if not self.place.may_settle(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def find(self, page_id: int) -> Place:
        """Return the newest version of the page."""
        return Place(get_object_or_404(Page, pk=page_id).get_latest_revision_as_object())

    @cached_property
    def found(self) -> list[Found]:
        """The words that wait."""
        return open_at(self.place)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "found": self.found}

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return self.place.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the editor, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": self.place.editor, "label": self.place.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "place": self.place, "found": self.found}

    def form_valid(self, form: ReasonsForm) -> HttpResponse:
        given = {one.finding.key: form.cleaned_data[one.key] for one in self.found}
        reasons = {key: reason for key, reason in given.items() if reason}
        allow_words(on=self.place.row, reasons=reasons, by=self.request.user, at=timezone.now())
        left = len(open_at(self.place))
        if left:
            words = ngettext("%(count)d word still waits.", "%(count)d words still wait.", left) % {"count": left}
            messages.info(self.request, words)
            return redirect(self.place.settle)
        messages.success(self.request, self.done)
        return redirect(self.place.editor)

    def form_invalid(self, form: ReasonsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SettleRowView(SettleWordsView):
    """The words of a row beside pages as it is kept, for whoever may write it."""

    done = gettext_lazy("Every word has its reason now.")

    def find(self, kind: str, pk: int) -> Place:  # type: ignore[override]  # another address
        """Return the row."""
        if kind not in further_texts:
            raise Http404
        return Place(get_object_or_404(further_texts[kind].model, pk=pk), kind)


class WithdrawAllowanceView(WagtailAdminTemplateMixin, FormView):
    """Asks once, then takes an allowance back: for whoever may settle the words of its page or row."""

    form_class = forms.Form
    template_name = "content/admin/withdraw_allowance.html"
    page_title = gettext_lazy("Look for the word again")
    header_icon = "warning"
    allowed: AllowedWord
    place: Place
    request: SignedInRequest

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        """Find the allowance; refuse whoever may not settle the words of its page or row."""
        self.allowed = get_object_or_404(AllowedWord.objects.select_related("page", "allowed_by"), pk=pk)
        place = place_of(self.allowed.stands_on) if self.allowed.stands_on else None
        if place is None:
            raise Http404
        if not place.may_settle(request.user):
            raise PermissionDenied
        self.place = place
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the report, this page."""
        report = {"url": reverse("content_language_report"), "label": _("Language")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "allowed": self.allowed, "place": self.place}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        withdraw_allowance(allowed=self.allowed, by=self.request.user)
        messages.success(self.request, _("The word is looked for in this place again."))
        return redirect(f"{reverse('content_language_report')}?show=allowed")
