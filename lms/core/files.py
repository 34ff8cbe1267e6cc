"""Where files live: public media and private files, on disk or in S3, under addresses of our own.

No page ever holds a storage's own link. Media has a stable address (`/media/…`) that a view checks; private
files are handed out by `private_response` after the caller has checked who is asking.
"""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from storages.backends.s3 import S3Storage


class StableUrlMixin:
    """Answers `url()` with our own checked address instead of the storage's."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        return reverse("core:media", args=[str(name).replace("\\", "/")])


class MediaStorage(StableUrlMixin, FileSystemStorage):
    """Images of pages, on disk below MEDIA_ROOT."""


class PrivateStorage(FileSystemStorage):
    """Personal files, on disk below PRIVATE_ROOT; has no address at all."""

    def __init__(self, **options: Any) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, **options)

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address; hand it out with lms.core.files.private_response.")


class S3PrivateStorage(S3Storage):
    """Personal files in S3: links are signed, short-lived, and only made after a check."""

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

    def signed_url(self, name: str) -> str:
        """Return a short-lived link to `name`, for the media view only."""
        return S3Storage.url(self, name)


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


def media_response(name: str) -> HttpResponseBase:
    """Answer a stable media address: the bytes from disk, or a redirect to a short-lived link in S3."""
    storage = storages["default"]
    if isinstance(storage, S3MediaStorage):
        return HttpResponseRedirect(storage.signed_url(name))
    if not storage.exists(name):
        raise Http404
    return FileResponse(storage.open(name))
