"""Addresses for operators and for search engines."""

from django.urls import path

from lms.core.views import health, robots

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("robots.txt", robots.robots, name="robots"),
]
