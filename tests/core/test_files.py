"""Private files are kept once and handed out uncached; media have stable addresses; S3 behaves like the disk."""

import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import Http404

from lms.core.files import media_response, private_response, private_storage, replace_private, save_private

pytestmark = pytest.mark.django_db  # closing an answer looks after the connection, wherever the file came from
NAME = "notes/7/first.pdf"


def body(response) -> bytes:
    content = b"".join(response.streaming_content)
    response.close()
    return content


def read(name: str) -> bytes:
    with private_storage().open(name) as file:
        return file.read()


@pytest.mark.usefixtures("somewhere")
class TestInBothPlaces:
    def test_what_is_saved_is_handed_out(self) -> None:
        assert save_private(NAME, b"%PDF") == NAME
        assert body(private_response(NAME, filename="note.pdf")) == b"%PDF"

    def test_a_private_answer_is_a_download_that_nothing_keeps(self) -> None:
        save_private(NAME, b"%PDF")
        response = private_response(NAME, filename="note.pdf")
        assert response["Content-Disposition"] == 'attachment; filename="note.pdf"'
        assert (response["Cache-Control"], response["Content-Type"]) == ("private, no-store", "application/pdf")
        response.close()

    def test_saving_the_same_name_again_keeps_what_is_there(self) -> None:
        save_private(NAME, b"one")
        save_private(NAME, b"two")
        assert read(NAME) == b"one"

    def test_replacing_leaves_one_file_in_the_folder_and_others_alone(self) -> None:
        for name in (NAME, "notes/8/other.pdf"):
            save_private(name, b"old")
        replace_private("notes/7/second.pdf", b"new")
        assert private_storage().listdir("notes/7")[1] == ["second.pdf"]
        assert private_storage().exists("notes/8/other.pdf")

    def test_a_missing_private_file_is_not_found(self) -> None:
        with pytest.raises(Http404):
            private_response("notes/nobody.pdf", filename="note.pdf")

    def test_media_come_back_under_a_stable_address_of_ours(self) -> None:
        name = storages["default"].save("images/field.png", ContentFile(b"picture"))
        assert storages["default"].url(name) == "/media/images/field.png"
        assert body(media_response(name)) == b"picture"

    def test_a_part_of_a_film_is_handed_out_alone(self) -> None:
        name = storages["default"].save("recordings/film.mp4", ContentFile(b"0123456789"))
        response = media_response(name, wanted="bytes=3-5")
        assert (response.status_code, response["Content-Range"], body(response)) == (206, "bytes 3-5/10", b"345")

    def test_missing_media_are_not_found(self) -> None:
        with pytest.raises(Http404):
            media_response("images/nothing.png")

    def test_media_of_one_name_never_overwrite_each_other(self) -> None:
        names = {storages["default"].save("images/field.png", ContentFile(b"picture")) for _ in range(2)}
        assert len(names) == 2


@pytest.mark.usefixtures("on_disk")
def test_a_private_file_on_disk_has_no_address() -> None:
    with pytest.raises(ValueError, match="no address"):
        private_storage().url(NAME)


@pytest.mark.usefixtures("on_disk")
def test_readers_and_writers_at_once_only_ever_meet_whole_files() -> None:
    content = b"x" * 3_000_000
    private_storage().save(NAME, ContentFile(content))
    with ThreadPoolExecutor(8) as pool:
        writes = [pool.submit(private_storage().save, NAME, ContentFile(content)) for _ in range(20)]
        sizes = {len(each) for each in pool.map(read, [NAME] * 40)}
    assert {write.result() for write in writes} == {NAME}
    assert sizes == {len(content)}


@pytest.mark.usefixtures("on_disk")
def test_a_name_cannot_leave_the_private_folder() -> None:
    with pytest.raises(SuspiciousFileOperation):
        save_private("../outside.pdf", b"%PDF")


def status_of(link: str) -> int:
    try:
        with urllib.request.urlopen(link, timeout=10) as response:  # noqa: S310  (a link we have just made)
            return response.status
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code


@pytest.mark.usefixtures("in_s3")
class TestSignedLinks:
    def test_a_signed_link_opens_its_file_and_no_other(self) -> None:
        for name in (NAME, "notes/8/other.pdf"):
            save_private(name, b"%PDF")
        link = private_storage().url(NAME)
        assert status_of(link) == 200
        assert status_of(link.replace(NAME, "notes/8/other.pdf")) == 403

    def test_a_link_without_its_signature_opens_nothing(self) -> None:
        save_private(NAME, b"%PDF")
        assert status_of(private_storage().url(NAME).partition("?")[0]) >= 400

    def test_a_link_cannot_be_made_to_live_longer(self) -> None:
        save_private(NAME, b"%PDF")
        assert status_of(private_storage().url(NAME).replace("X-Amz-Expires=60", "X-Amz-Expires=6000")) == 403

    def test_a_link_runs_out(self) -> None:
        save_private(NAME, b"%PDF")
        link = private_storage().url(NAME, expire=1)
        time.sleep(2.5)
        assert status_of(link) == 403
