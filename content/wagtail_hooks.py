"""What content adds to the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from content import language_hooks  # noqa: F401  # hooks of its own, registered by being imported
from content.viewsets.library import LibraryGroup

register_snippet(LibraryGroup)
