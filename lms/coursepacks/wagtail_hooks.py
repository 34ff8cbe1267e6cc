"""What packs add to the Wagtail admin: words for the history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action("courses.ask_for_pack", _("Ask for a pack"), _("Pack asked for"))
    actions.register_action("coursepacks.import_course", _("Import a course"), _("Course imported from files"))
