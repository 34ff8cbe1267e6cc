"""The image's health check: it asks under a name of ours, or the server would refuse it as a stranger's."""

import pytest
from django.conf import settings

from tools.healthcheck import question


@pytest.mark.parametrize(
    ("allowed", "host"),
    [("training.example", "training.example"), (".example.org, other.example", "example.org"), ("", None)],
)
def test_the_first_name_we_answer_to_is_the_one_asked_for(allowed, host):
    assert question("http://127.0.0.1:8000/healthz", allowed).get_header("Host") == host


def test_the_image_is_checked_with_it():
    written = (settings.BASE_DIR / "Dockerfile").read_text(encoding="utf-8")
    assert '"tools/healthcheck.py", "http://127.0.0.1:8000/healthz"' in written


def test_no_file_of_secrets_reaches_the_repository_or_the_image():
    assert ".env*" in (settings.BASE_DIR / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "**/.env*" in (settings.BASE_DIR / ".dockerignore").read_text(encoding="utf-8").splitlines()
