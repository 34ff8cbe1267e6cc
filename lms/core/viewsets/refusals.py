"""A service's refusal becomes an error of the form it was asked through."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpResponse

from lms.core.errors import DomainError


class RefusalMixin:
    """Beside a view with a form: shows a service's refusal as an error of the form, with what was typed.

    `fields_of_refusals` says beside which field the refusal with a code belongs; others stand above the form.
    """

    fields_of_refusals: ClassVar[dict[str, str]] = {}

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show the form again with the sentence."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # the view beside this mixin
        except DomainError as refusal:
            form.add_error(self.fields_of_refusals.get(refusal.code), refusal.sentence)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]  # of that view
            return self.form_invalid(form)  # type: ignore[attr-defined]  # of that view
        return response
