"""Places to keep added files in, and a virus scanner that can be asked about them."""

from tests.storage.fixtures import in_s3, on_disk, somewhere, store
from tests.storage.scanner import on_tcp

__all__ = ["in_s3", "on_disk", "on_tcp", "somewhere", "store"]
