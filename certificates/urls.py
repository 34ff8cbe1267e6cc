"""Addresses of certificates: a learner's own below /learn/, and /verify/ for everybody."""

from django.urls import path

from certificates.views import awards, manuals, notes, verification

app_name = "certificates"
urlpatterns = [
    path("learn/notes/<uuid:pk>/", notes.note, name="note"),
    path("learn/notes/<uuid:pk>/note.pdf", notes.note_pdf, name="note-pdf"),
    path("learn/certificates/", awards.certificates, name="list"),
    path("learn/certificates/<uuid:pk>/", awards.award, name="award"),
    path("learn/certificates/<uuid:pk>/certificate.pdf", awards.award_pdf, name="award-pdf"),
    path("learn/certificates/<uuid:pk>/manuals/<int:manual_pk>/", manuals.manual, name="manual"),
    path("learn/certificates/<uuid:pk>/manuals/<int:manual_pk>/manual.pdf", manuals.manual_pdf, name="manual-pdf"),
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:code>/", verification.verify_code, name="verify-code"),
]
