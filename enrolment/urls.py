"""Addresses of enrolment's forms, each below the desk it is reached from."""

from django.urls import path

from enrolment.views import activities, coordinating, nominating, redeeming, taking_part

app_name = "enrolment"
urlpatterns = [
    path("learn/<slug:slug>/start/", taking_part.start_course, name="start-course"),
    path("learn/<slug:slug>/done/<uuid:key>/", taking_part.MarkDoneView.as_view(), name="mark-done"),
    path("learn/<slug:slug>/declare/<uuid:key>/", activities.DeclareView.as_view(), name="declare"),
    path("learn/<slug:slug>/name/<uuid:key>/", activities.ConfirmNameView.as_view(), name="confirm-name"),
    path("lead/places/<uuid:pk>/nominate/", nominating.NominateView.as_view(), name="nominate"),
    path("lead/people/<uuid:pk>/release/", nominating.ReleaseView.as_view(), name="release"),
    path("coordinator/nominations/<uuid:pk>/issue/", coordinating.IssueView.as_view(), name="issue"),
    path("coordinator/nominations/<uuid:pk>/resend/", coordinating.ResendView.as_view(), name="resend"),
    path("coordinator/nominations/<uuid:pk>/refuse/", coordinating.RefuseView.as_view(), name="refuse"),
    path("coordinator/nominations/<uuid:pk>/revoke/", coordinating.RevokeView.as_view(), name="revoke"),
    path("enrol/", redeeming.enter_code, name="enter-code"),
    path("enrol/<str:token>/", redeeming.RedeemView.as_view(), name="redeem"),
    path("enrol/<str:token>/decline/", redeeming.DeclineView.as_view(), name="decline"),
]
