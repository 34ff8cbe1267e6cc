"""What editors say: site pages and the blocks that all pages are written with."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from content import receivers
        from content.further_texts import GlossaryTexts, RecordingTexts, ToolTexts
        from content.mail import PUBLICATION_HELD, render_publication_held
        from content.reference import load_editor_permissions
        from content.registries import further_texts
        from content.site_pages import load_site_pages
        from content.word_lists import load_word_lists
        from lms.core.registries import reference_loaders
        from lms.notifications.kinds import MailKind, register_kind

        receivers.connect()
        reference_loaders.register("library", load_editor_permissions)
        reference_loaders.register("site pages", load_site_pages)
        reference_loaders.register("word lists", load_word_lists)
        further_texts.register("recordings", RecordingTexts())
        further_texts.register("glossary", GlossaryTexts())
        further_texts.register("tools", ToolTexts())
        register_kind(MailKind(PUBLICATION_HELD, render_publication_held, label=_("A page was not published")))
