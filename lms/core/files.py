"""Where files live: public media and private files, on disk or in S3, under addresses of our own.

No page ever holds a storage's own link. Media has a stable address (`/media/…`) that a view checks; private
files are handed out by `private_response` after the caller has checked who is asking. Both go through us also from
S3: a redirect would need another host in the content policy, and would outlive the link in browsers' caches.
"""

import mimetypes
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from lms.core.ranges import Part, part_wanted

PIECE = 256 * 1024  # bytes read at a time
# Players want to be told; not every system's list has these.
for suffix, media_type in {".vtt": "text/vtt", ".webm": "video/webm", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}.items():
    mimetypes.add_type(media_type, suffix)


class StableUrlMixin:
    """Answers `url()` with our own checked address instead of the storage's."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        return reverse("media", args=[str(name).replace("\\", "/")])


class MediaStorage(StableUrlMixin, FileSystemStorage):
    """Images of pages, on disk below MEDIA_ROOT."""


class PrivateStorage(FileSystemStorage):
    """Personal files, on disk below PRIVATE_ROOT; has no address at all. A name means one content, as in S3."""

    def __init__(self, **options: Any) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, allow_overwrite=True, **options)

    def _save(self, name: str, content: Any) -> str:
        # Written beside and then moved: whoever reads at the same moment finds the whole file or none.
        partial = super()._save(f"partial/{uuid.uuid4().hex}", content)  # type: ignore[misc]  # the stubs leave it out
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(self.path(partial)).replace(target)
        return name

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address; hand it out with lms.core.files.private_response.")


class S3PrivateStorage(S3Storage):
    """Personal files in S3: its links are signed and live for PRIVATE_LINK_SECONDS."""

    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "location": "private/",
            "default_acl": None,
            "querystring_auth": True,
            "querystring_expire": settings.PRIVATE_LINK_SECONDS,
            "signature_version": "s3v4",
            "file_overwrite": True,
        }


class S3MediaStorage(StableUrlMixin, S3PrivateStorage):
    """Images of pages in S3, behind the same stable addresses as on disk."""

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "location": "media/", "file_overwrite": False}

    def part_of(self, name: str, part: Part) -> Iterator[bytes]:
        """Yield the bytes of one part of a file."""
        key = self._normalize_name(clean_name(name))
        found = self.bucket.Object(key).get(Range=f"bytes={part.first}-{part.last}")
        yield from found["Body"].iter_chunks(PIECE)


def private_storage() -> Storage:
    """Return the storage of personal files."""
    return storages["private"]


def save_private(name: str, content: bytes) -> str:
    """Store `content` under `name` unless it is there already; return the name stored under."""
    storage = private_storage()
    return name if storage.exists(name) else storage.save(name, ContentFile(content))


def replace_private(name: str, content: bytes) -> str:
    """Store `content` under `name` as the only file of its folder; return the name stored under.

    What lay beside it goes: a note with a name that has since been corrected must not stay behind.
    """
    storage, folder = private_storage(), name.rpartition("/")[0]
    stored = save_private(name, content)
    for other in storage.listdir(folder)[1]:
        if f"{folder}/{other}" != stored:
            storage.delete(f"{folder}/{other}")
    return stored


def private_response(name: str, *, filename: str, as_attachment: bool = True) -> HttpResponseBase:
    """Hand out a private file to somebody the caller has already authorised.

    Arguments: `name` in the private storage; `filename` the person sees; `as_attachment` to download it.
    Returns the bytes, never cached by anything in between. Raises Http404 when the file is missing.
    """
    storage = private_storage()
    if not storage.exists(name):
        raise Http404
    response = FileResponse(storage.open(name), as_attachment=as_attachment, filename=filename)
    response["Cache-Control"] = "private, no-store"
    return response


def media_response(name: str, *, wanted: str = "", filename: str = "") -> HttpResponseBase:
    """Answer a stable media address with the bytes.

    Arguments: `wanted`, the Range header: players of films ask for parts (206, or 416 behind the end); `filename`, to
    have it downloaded under that name. Raises Http404 when there are no bytes.
    """
    storage = storages["default"]
    if not storage.exists(name):
        raise Http404
    part = part_wanted(wanted, storage.size(name)) if wanted else None
    if part:
        return _part_response(storage, name, part)
    answer = FileResponse(storage.open(name), as_attachment=bool(filename), filename=filename or Path(name).name)
    answer["Accept-Ranges"] = "bytes"
    return answer


def _part_response(storage: Storage, name: str, part: Part) -> HttpResponseBase:
    size = storage.size(name)
    if part.length < 1:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = StreamingHttpResponse(_bytes_of(storage, name, part), status=206, content_type=content_type)
    answer["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    answer["Content-Length"] = str(part.length)
    answer["Accept-Ranges"] = "bytes"
    return answer


def _bytes_of(storage: Storage, name: str, part: Part) -> Iterator[bytes]:
    if isinstance(storage, S3MediaStorage):
        # Asked of S3 as a part: opening the file would fetch the whole film for each piece a player wants.
        yield from storage.part_of(name, part)
        return
    with storage.open(name) as file:
        file.seek(part.first)
        left = part.length
        while left > 0 and (piece := file.read(min(left, PIECE))):
            left -= len(piece)
            yield piece
