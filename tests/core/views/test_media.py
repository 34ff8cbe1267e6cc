"""Media: pictures of pages and nothing else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture(autouse=True)
def files() -> None:
    for name in ("images/sunrise.png", "images/deep/sunset.png", "original_images/sunrise.png", "documents/list.pdf"):
        default_storage.save(name, ContentFile(b"content"))


def test_a_picture_is_served_and_kept_for_a_day(client):
    response = client.get("/media/images/sunrise.png")
    assert response.getvalue() == b"content"
    assert response.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    "name",
    [
        "original_images/sunrise.png",
        "documents/list.pdf",
        "images/none.png",
        "images/../documents/list.pdf",
        "images/",
        "images/deep",
    ],
)
def test_anything_else_does_not_exist(client, db, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_nothing_is_written(client):
    assert client.post("/media/images/sunrise.png").status_code == 405
