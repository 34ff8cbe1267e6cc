"""Two of allauth's views, made safe where a person claims an address that another account is known by."""

from allauth.account import views as allauth_views
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def email_addresses(request: HttpRequest) -> HttpResponseBase:
    """Show and change the person's e-mail addresses (allauth's page)."""
    try:
        with transaction.atomic():
            return allauth_views.email(request)
    except IntegrityError:
        return _refuse(request, "account_email")


def confirm_email(request: HttpRequest, key: str) -> HttpResponseBase:
    """Confirm an address by a mailed link (allauth's page)."""
    try:
        with transaction.atomic():
            return allauth_views.confirm_email(request, key=key)
    except IntegrityError:
        return _refuse(request, "account_login")


def _refuse(request: HttpRequest, url_name: str) -> HttpResponseBase:
    # Whoever gets here has proved the address or holds its link, so this tells them nothing about strangers.
    messages.error(request, _("Another account was begun with this address. Sign in to that one, or write to us."))
    return redirect(url_name)
