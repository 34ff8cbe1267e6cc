"""Addresses of a quiz, under /learn/."""

from django.urls import path

from assessments.views import attempts

app_name = "assessments"
urlpatterns = [
    path("<slug:slug>/quiz/<uuid:key>/start/", attempts.start, name="start"),
    path("attempts/<uuid:attempt_id>/<int:number>/", attempts.QuestionView.as_view(), name="question"),
    path("attempts/<uuid:attempt_id>/check/", attempts.CheckView.as_view(), name="check"),
    path("attempts/<uuid:attempt_id>/result/", attempts.ResultView.as_view(), name="result"),
]
