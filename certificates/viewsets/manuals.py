"""Manuals in the Wagtail admin: editors write them, chapter by chapter."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from certificates.forms import ManualForm
from certificates.models import Manual
from content.panels import ReasonsPanel


class ManualViewSet(SnippetViewSet):
    """The manuals and their editions."""

    model = Manual
    edit_handler = ObjectList([ReasonsPanel(heading=_("Words to look at")), *Manual.panels], base_form_class=ManualForm)
    icon = "doc-full"
    menu_label = _("Manuals")
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = True
    list_display: ClassVar[list[str]] = ["title", "programme", "edition", "published"]
    list_filter: ClassVar[list[str]] = ["programme", "published"]
    search_fields: ClassVar[list[str]] = ["title"]
