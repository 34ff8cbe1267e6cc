"""The benchmark's addresses: the platform's own and the reference. Used by lms.settings.bench alone."""

from django.urls import include, path

from lms.demo.bench.reference import reference

urlpatterns = [
    path("bench/reference/", reference, name="bench-reference"),
    path("", include("lms.urls")),
]

handler403 = "lms.core.views.errors.forbidden"
handler404 = "lms.core.views.errors.not_found"
handler500 = "lms.core.views.errors.server_error"
