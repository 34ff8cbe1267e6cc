"""Pages with watched words, and what the Wagtail admin posts when an editor writes them."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from content.models import AllowedWord, HomePage, StandardPage
from tests.cast import NOW

LABEL = "He is an addict, they said."


def plain_page(text: str = LABEL, *, title: str = "Words", live: bool = True, **fields: Any) -> StandardPage:
    """Return a page of the site with one paragraph, published unless told otherwise."""
    home = Page.objects.get(pk=HomePage.objects.get().pk)
    page = StandardPage(title=title, body=[("text", f"<p>{text}</p>")], live=live, **fields)
    home.add_child(instance=page)
    page.save_revision()
    return StandardPage.objects.get(pk=page.pk)


def allow(page: Page, *, phrase: str = "addict", passage: str = LABEL, by: Any = None) -> AllowedWord:
    """Return that the word is allowed on `page` where it stands in `passage`."""
    known = {"page": page, "phrase": phrase, "passage": passage}
    return AllowedWord.objects.create(**known, reason="A quotation.", allowed_by=by, allowed_at=NOW)


def form_of(text: str, **changes: Any) -> dict[str, Any]:
    """Return the form of a plain page with one paragraph."""
    fields = {
        "title": "Words",
        "slug": "words",
        "lead": "",
        "body": streamfield([("text", rich_text(f"<p>{text}</p>"))]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**fields, **changes})


def create(client: Client, text: str, **changes: Any) -> HttpResponse:
    """Press "Publish" on the form of a new page below the home page."""
    address = reverse("wagtailadmin_pages:add", args=["content", "standardpage", HomePage.objects.get().pk])
    return client.post(address, {**form_of(text, **changes), "action-publish": "1"})


def publish(client: Client, page: Page, text: str, **changes: Any) -> HttpResponse:
    """Press "Publish" on the form of `page`."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**form_of(text, **changes), "action-publish": "1"})


def settle_address(page: Page) -> str:
    """Return the address of the page that lists the words of `page` that wait."""
    return reverse("content_settle_words", args=[page.pk])
