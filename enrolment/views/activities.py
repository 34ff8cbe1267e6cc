"""Agreeing to a declaration and confirming the name to be printed: one POST each, harmless when pressed twice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from enrolment.forms.activities import DeclarationForm, NameForm
from enrolment.models import DeclarationPage, NameConfirmationPage
from enrolment.services.activities import confirm_name, make_declaration
from enrolment.views.base import ActivityView
from lms.core.errors import DomainError


class DeclareView(ActivityView):
    """Agree to the words shown and go on."""

    kind = "declaration"

    def post(self, request: HttpRequest) -> HttpResponse:
        page = get_object_or_404(DeclarationPage, translation_key=self.key)
        form = DeclarationForm(request.POST, page=page)
        if not form.is_valid():
            return self.page_again(page, form, status=422)
        try:
            make_declaration(
                enrolment=self.enrolment,
                page=page,
                words_seen=form.cleaned_data["words"],
                by=self.request.user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            form.ask_again(refusal.sentence)
            return self.page_again(page, form, status=422)
        return self.onwards()


class ConfirmNameView(ActivityView):
    """Confirm the name, perhaps another one than was shown, and go on; `look` only shows how it would be printed."""

    kind = "name"

    def post(self, request: HttpRequest) -> HttpResponse:
        page = get_object_or_404(NameConfirmationPage, translation_key=self.key)
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.page_again(page, form, status=422)
        if "look" in request.POST:
            return self.page_again(page, form, status=200)
        try:
            confirm_name(
                enrolment=self.enrolment,
                page=page,
                name=form.cleaned_data["name"],
                by=self.request.user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("name", refusal.sentence)
            return self.page_again(page, form, status=422)
        return self.onwards()
