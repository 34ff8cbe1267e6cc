"""Panels of editors' forms: which watched words need another word or a reason."""

from typing import Any

from wagtail.admin.panels import Panel


class ReasonsPanel(Panel):
    """The fields that `content.forms.words.WordsMixin` asks for; not there while it asks for none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/reasons_panel.html"
        form: Any

        def is_shown(self) -> bool:
            """Say whether any reason is asked for."""
            return bool(self.form.asked)
