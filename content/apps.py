"""What editors say: site pages and the blocks that all pages are written with."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from content.site_pages import load_site_pages
        from lms.core.registries import reference_loaders

        reference_loaders.register("site pages", load_site_pages)
