"""Addresses of packs, below my learning; they stand before those of enrolment, where any course could be meant."""

from django.urls import path

from lms.coursepacks.views import packs

app_name = "coursepacks"
urlpatterns = [
    path("learn/packs/<slug:slug>/", packs.PackListView.as_view(), name="list"),
    path("learn/packs/<slug:slug>/ask/", packs.AskForPackView.as_view(), name="ask"),
    path("learn/packs/<slug:slug>/<uuid:pk>/", packs.DownloadPackView.as_view(), name="download"),
]
