"""Addresses of enrolment's forms, each below the desk it is reached from."""

from django.urls import path

from enrolment.views import activities, taking_part

app_name = "enrolment"
urlpatterns = [
    path("learn/<slug:slug>/start/", taking_part.start_course, name="start-course"),
    path("learn/<slug:slug>/done/<uuid:key>/", taking_part.MarkDoneView.as_view(), name="mark-done"),
    path("learn/<slug:slug>/declare/<uuid:key>/", activities.DeclareView.as_view(), name="declare"),
    path("learn/<slug:slug>/name/<uuid:key>/", activities.ConfirmNameView.as_view(), name="confirm-name"),
]
