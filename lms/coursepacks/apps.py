"""Courses without a network; owns no data."""

from django.apps import AppConfig


class CoursepacksConfig(AppConfig):
    name = "lms.coursepacks"
    label = "coursepacks"
