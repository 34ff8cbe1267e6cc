"""Addresses of a quiz, under /learn/, and of the trainer's desk, under /review/."""

from django.urls import include, path

from assessments.views import attempts, queue, reviews

app_name = "assessments"

learning = [
    path("<slug:slug>/quiz/<uuid:key>/start/", attempts.start, name="start"),
    path("attempts/<uuid:attempt_id>/<int:number>/", attempts.QuestionView.as_view(), name="question"),
    path("attempts/<uuid:attempt_id>/check/", attempts.CheckView.as_view(), name="check"),
    path("attempts/<uuid:attempt_id>/result/", attempts.ResultView.as_view(), name="result"),
]
reviewing = [
    path("", queue.QueueView.as_view(), name="queue"),
    path("<uuid:attempt_id>/", reviews.ReviewView.as_view(), name="review"),
    path("<uuid:attempt_id>/release/", reviews.ReleaseView.as_view(), name="release"),
]
urlpatterns = [path("learn/", include(learning)), path("review/", include(reviewing))]
