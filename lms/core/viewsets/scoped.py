"""The base of every list in the Wagtail admin whose rows belong to one organisation among many.

Wagtail's own viewsets ask for a permission on the model and then fetch any row of it. Here every view asks
`visible(user)` as well: what it leaves out is not in lists or exports, and answers 404 at every address with its key.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from lms.core.viewsets.pages import ListView, RowHistoryView, RowView

Visible = Callable[[Any], QuerySet[Any]]


def unscoped(user: Any) -> QuerySet[Any]:
    """Stand where the viewset's scope belongs: a view that was made without one shows nothing at all."""
    raise ImproperlyConfigured("Make this view through ScopedViewSet.construct_view.")


class ScopedPolicy(ModelPermissionPolicy):
    """Permissions on the model, for the rows that `visible` leaves in: asked by Wagtail's reports and usage pages."""

    def __init__(self, model: type[Model], visible: Visible) -> None:
        super().__init__(model)
        self._visible = visible

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        """Say whether `user` may do `action` to this row."""
        return self.user_has_permission(user, action) and self._visible(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> QuerySet[Any]:
        """Return the rows to which `user` may do any of `actions`."""
        rows = self._visible(user)
        return rows if self.user_has_any_permission(user, actions) else rows.none()


class ScopedList:
    """Beside a list: its rows are the visible ones."""

    visible: Visible = staticmethod(unscoped)
    request: HttpRequest

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the rows this visitor may see."""
        return self.visible(self.request.user)


class ScopedRow:
    """Beside a view of one row: fetches it from the visible ones, in one step, before the view begins."""

    visible: Visible = staticmethod(unscoped)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse with 404 a row this visitor may not see."""
        if "pk" in kwargs:
            self.row = get_object_or_404(self.visible(request.user), pk=unquote(str(kwargs["pk"])))
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # the view beside this mixin

    def get_object(self, *args: Any) -> Any:
        """Return the row that `setup` found."""
        return self.row


class ScopedViewSet(ModelViewSet):
    """A model viewset whose every view is scoped. Subclasses say which rows are `visible`, and `absent` views."""

    absent: frozenset[str] = frozenset()
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ListView
    inspect_view_class = RowView
    history_view_class = RowHistoryView
    search_backend_name = None
    exclude_form_fields: list[str] = []

    def visible(self, user: Any) -> QuerySet[Any]:
        """Return the rows that `user` may see; what these need for a list comes along."""
        raise NotImplementedError

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Return the view with its scope in front; every address of the viewset passes through here."""
        scope = ScopedList if issubclass(view_class, generic.IndexView) else ScopedRow
        scoped = type(view_class.__name__, (scope, view_class), {"__module__": view_class.__module__})
        return super().construct_view(scoped, visible=self.visible, **kwargs)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view gets, without the names of views that are absent."""
        gone = {f"{name}_url_name" for name in self._left_out}
        common = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in common.items() if name not in gone}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses, without those of views that are absent."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self._left_out]

    @property
    def _left_out(self) -> frozenset[str]:
        return self.absent | {"usage"}  # rows of these models are in no reference index

    def on_register(self) -> None:
        """Register the scope with Wagtail's permissions, before Wagtail would register one without."""
        register_permission_policy(self.model, ScopedPolicy(self.model, self.visible))
        super().on_register()

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        """Return what leads from Wagtail's reports to the page about a row, for those who may see it."""
        return type("RowFinder", (RowFinder,), {"row_url_name": self.get_url_name("inspect")})


class RowFinder(ModelAdminURLFinder):
    """Leads to the page about a row; Wagtail's own would lead to its form."""

    row_url_name = ""

    def get_edit_url(self, instance: Model) -> str | None:
        """Return the address; None for who may not see the row."""
        may_see = policy_registry.get(instance).user_has_permission_for_instance
        if self.user and not may_see(self.user, "view", instance):
            return None
        return reverse(self.row_url_name, args=[quote(instance.pk)])
