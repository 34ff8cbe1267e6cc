"""Addresses that exist only in the demo."""

from django.urls import path

from lms.demo.views import mailbox

app_name = "demo"
urlpatterns = [
    path("mailbox/", mailbox.inbox, name="mailbox"),
    path("mailbox.json", mailbox.inbox_json, name="mailbox-json"),
    path("mailbox/<slug:letter_id>/", mailbox.message, name="mailbox-message"),
    path("mailbox/<slug:letter_id>/html/", mailbox.message_html, name="mailbox-html"),
]
