"""The demo: cast, content, mailbox, the worker inside the web process. Never installed in production."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lms.demo"
    label = "demo"
