"""The library of editors: recordings, the glossary, and the tools of the programme."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from content.forms.recordings import RecordingForm
from content.models import GlossaryTerm, Recording, Tool
from lms.core.spreadsheets import plain_cell


class LibraryIndexView(IndexView):
    """A list whose exports hold no formula."""

    custom_value_preprocess: ClassVar = {**IndexView.custom_value_preprocess, str: {"csv": plain_cell}}


class ForKeepers:
    """Beside a chooser's view: for people who keep the library; Wagtail's own are open to all who enter the admin."""

    model: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_any_permission(request.user, ["add", "change", "view"]):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # that view's
        return response


class LibraryChooserViewSet(SnippetChooserViewSet):
    """Choosing a row for a block."""

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Return the view with its guard in front."""
        guarded = type(view_class.__name__, (ForKeepers, view_class), {"model": self.model})
        return super().construct_view(guarded, **kwargs)


class LibraryViewSet(SnippetViewSet):
    """What the lists share; "usage" tells which pages show a row."""

    chooser_viewset_class = LibraryChooserViewSet
    index_view_class = LibraryIndexView
    list_per_page = 50
    search_backend_name = None
    copy_view_enabled = False


class RecordingViewSet(LibraryViewSet):
    """Films and sound recordings; the list says which cannot be published yet, and why."""

    model = Recording
    icon = "media"
    edit_handler = ObjectList(Recording.panels, base_form_class=RecordingForm)
    list_display: ClassVar[list] = [
        "title",
        "kind",
        Column("length", label=_("Length")),
        Column("lacks_in_words", label=_("Still missing")),
    ]
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["title"]
    list_export: ClassVar[list[str]] = ["title", "kind", "seconds", "lacks_in_words"]
    export_headings: ClassVar = {"lacks_in_words": _("Still missing")}
    export_filename = "recordings"


class GlossaryTermViewSet(LibraryViewSet):
    """The words that lessons explain."""

    model = GlossaryTerm
    icon = "help"
    list_display: ClassVar[list[str]] = ["name", "meaning", "changed_at"]
    search_fields: ClassVar[list[str]] = ["name", "meaning"]
    list_export: ClassVar[list[str]] = ["name", "meaning", "changed_at"]
    export_filename = "glossary"


class ToolViewSet(LibraryViewSet):
    """The tools, by point."""

    model = Tool
    icon = "cogs"
    list_display: ClassVar[list[str]] = ["name", "point", "purpose", "changed_at"]
    list_filter: ClassVar[list[str]] = ["point"]
    search_fields: ClassVar[list[str]] = ["name", "purpose"]
    list_export: ClassVar[list[str]] = ["key", "name", "point", "purpose", "changed_at"]
    export_filename = "tools"


class LibraryGroup(SnippetViewSetGroup):
    """One menu entry for all of them."""

    items = (RecordingViewSet, GlossaryTermViewSet, ToolViewSet)
    menu_label = _("Library")
    menu_icon = "folder-open-inverse"
    menu_order = 240
