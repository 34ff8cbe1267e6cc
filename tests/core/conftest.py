"""Places to keep files in."""

from tests.storage.fixtures import in_s3, on_disk, somewhere, store

__all__ = ["in_s3", "on_disk", "somewhere", "store"]
