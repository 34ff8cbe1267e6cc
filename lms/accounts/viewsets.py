"""The people admin: Wagtail's user admin with our particulars and roles, without deleting or administrator rights."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.usage import UsageView
from wagtail.users.views import users

from lms.accounts.forms.people import PersonForm
from lms.accounts.models import User
from lms.accounts.permissions import may_manage
from lms.accounts.services import people, roles
from lms.core.viewsets.refusals import RefusalMixin


def signed_in(request: HttpRequest) -> User:
    """Return the visitor; strangers never get here."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class PeopleSummary(SummaryItem):
    """On the home page: how many people have an account, and the way to them."""

    order = 50
    template_name = "accounts/admin/people_summary.html"

    def is_shown(self) -> bool:
        """Say whether this visitor looks after people."""
        return signed_in(self.request).has_perm("accounts.view_user")

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the count."""
        return {"people": User.objects.filter(erased_at=None).count()}


class ManagedPersonMixin:
    """Lets nobody but an administrator at the row of an administrator."""

    request: HttpRequest

    def get_object(self, *args: Any) -> User:
        """Return the person; refuse an administrator's row to others."""
        person: User = super().get_object(*args)  # type: ignore[misc]  # the view beside this mixin
        if not may_manage(signed_in(self.request), person):
            raise PermissionDenied
        return person


class PersonIndexView(users.IndexView):
    """Everybody with an account: name, how they sign in, roles, when they last came."""

    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    add_item_label = _("Add a person")
    page_title = _("People")
    search_fields = ("full_name", "known_as", "email", "sign_in_name")

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns of the list; no tick boxes, for nothing is done in bulk to people."""
        name = self._get_title_column_class(TitleColumn)
        return [
            name("full_name", label=_("Full name"), sort_key="full_name", accessor=str, get_url=self.get_edit_url),
            Column("email", label=_("E-mail or sign-in name"), accessor="get_username", sort_key="email"),
            Column("roles", label=_("Roles"), accessor=self.role_names),
            BooleanColumn("is_active", label=_("May sign in"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    def role_names(self, person: User) -> str:
        """Return the person's roles as words; they were fetched with the list."""
        return ", ".join(sorted(group.name for group in person.groups.all()))

    def get_base_queryset(self) -> QuerySet[User]:
        """Return everybody this visitor may manage, without erased people."""
        found: QuerySet[User] = super().get_base_queryset().filter(erased_at=None).prefetch_related("groups")
        return found if self.request.user.is_superuser else found.filter(is_superuser=False)


class PersonCreateView(RefusalMixin, users.CreateView):
    """A new person; they are mailed a link to choose a password."""

    page_title = _("Add a person")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the address that another page sent along."""
        return {**super().get_initial(), "email": self.request.GET.get("email", "")}

    def get_add_url(self) -> str:
        """Return this address with what another page sent along: the form must not lose the way back."""
        sent = self.request.GET.urlencode()
        return f"{super().get_add_url()}?{sent}" if sent else super().get_add_url()

    def get_success_url(self) -> str:
        """Return the page somebody came from to add the person, else the list."""
        return get_valid_next_url_from_request(self.request) or super().get_success_url()

    def get_success_message(self, person: User) -> str:
        """Say what happens next."""
        if not person.email:
            return _g("“%(person)s” has an account now.") % {"person": person}
        return _g("“%(person)s” has an account now. We have sent them a link to choose a password.") % {
            "person": person
        }

    def save_instance(self) -> User:
        """Make the person through the services and send the link."""
        at, by = timezone.now(), signed_in(self.request)
        person = people.create_person(particulars=self.form.particulars, by=by, at=at)
        roles.set_roles(user=person, roles=self.form.wanted_roles, by=by, at=at)
        if person.email:
            get_adapter().send_welcome_mail(person)
        return person


class PersonEditView(ManagedPersonMixin, RefusalMixin, users.EditView):
    """A person's particulars and roles."""

    success_message = _("“%(object)s” is saved.")

    def save_instance(self) -> User:
        """Change the person through the services."""
        at, by = timezone.now(), signed_in(self.request)
        people.change_person(person=self.object, particulars=self.form.particulars, by=by, at=at)
        if not self.editing_self:
            roles.set_roles(user=self.object, roles=self.form.wanted_roles, by=by, at=at)
        return self.object


class PersonHistoryView(ManagedPersonMixin, users.HistoryView):
    """What staff did to a person's account."""


class PersonUsageView(ManagedPersonMixin, UsageView):
    """Where a person is referred to."""


class PersonViewSet(users.UserViewSet):
    """Wagtail's user admin, ours. Nobody is ever deleted (learning records are others' too): switch the account off."""

    ordering = "full_name"
    menu_label = _("People")
    menu_order = 50
    add_to_settings_menu = False
    add_to_admin_menu = True
    template_prefix = ""
    copy_view_enabled = False
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    history_view_class = PersonHistoryView
    usage_view_class = PersonUsageView

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        """Return our form, for new people and known ones."""
        return PersonForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the link to delete, which an administrator's permissions would show."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, "delete_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out the address to delete."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
