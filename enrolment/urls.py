"""Addresses of enrolment's forms, under /learn/."""

from django.urls import path

from enrolment.views import taking_part

app_name = "enrolment"
urlpatterns = [
    path("<slug:slug>/start/", taking_part.start_course, name="start-course"),
    path("<slug:slug>/done/<uuid:key>/", taking_part.MarkDoneView.as_view(), name="mark-done"),
]
