"""What accounts puts on the shared shelves, called once from `ready()`."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import Role
from lms.core.registries import NavigationItem, integrity_checks, navigation, reference_loaders


def register() -> None:
    """Fill the registries of the core; roles come first, for the loaders of other apps add to them."""
    from lms.accounts.integrity import staff_flags_match_roles
    from lms.accounts.services.reference import load_roles

    reference_loaders.register("roles", load_roles)
    integrity_checks.register("staff flags match roles", staff_flags_match_roles)
    navigation.register("admin", NavigationItem(_("Admin"), "wagtailadmin_home", 90, works_here))


def works_here(request: HttpRequest) -> bool:
    """Show the way into the admin to those whose role works there."""
    from lms.accounts.permissions import holds_any

    user = getattr(request, "user", None)
    return getattr(user, "is_superuser", False) or holds_any(request, Role.CENTRAL_OFFICE, Role.EDITOR)
