"""Addresses of accounts; allauth's own follow below the same prefix."""

from django.urls import path, re_path

from lms.accounts.views import addresses, profile

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("details/", profile.edit_profile, name="edit-profile"),
    path("second-step/", profile.second_step, name="second-step"),
    path("email/", addresses.email_addresses, name="email"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", addresses.confirm_email, name="confirm-email"),
]
