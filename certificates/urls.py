"""Addresses of certificates, below /learn/."""

from django.urls import path

from certificates.views import notes

app_name = "certificates"
urlpatterns = [
    path("notes/<uuid:pk>/", notes.note, name="note"),
    path("notes/<uuid:pk>/note.pdf", notes.note_pdf, name="note-pdf"),
]
