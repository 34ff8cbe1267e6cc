"""Addresses for operators and for media."""

from django.urls import path

from lms.core.views import health, media

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("media/<path:name>", media.public_media, name="media"),
]
