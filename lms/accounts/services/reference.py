"""The roles as rows: groups and what each may do in Wagtail's admin; run again and again without harm."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role

PERMISSIONS: dict[Role, tuple[str, ...]] = {
    # People are made and changed, never deleted.
    Role.CENTRAL_OFFICE: (
        "wagtailadmin.access_admin",
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_user",
    ),
    Role.EDITOR: ("wagtailadmin.access_admin",),
}
EDITOR_ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
EDITOR_ON_COLLECTIONS = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)


def load_roles() -> str:
    """Make the groups of all roles with their permissions; what operators added stays. Returns a sentence."""
    for role in Role:
        permit_role(role=role, permissions=PERMISSIONS.get(role, ()))
    _let_editors_write(Group.objects.get(name=Role.EDITOR))
    return _("%(count)d roles") % {"count": len(Role)}


def _let_editors_write(editors: Group) -> None:
    """From the root down: every page, image and document."""
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=EDITOR_ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    for label, codenames in EDITOR_ON_COLLECTIONS:
        for permission in Permission.objects.filter(content_type__app_label=label, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=editors, collection=collection, permission=permission)
