"""What accounts puts on the shared shelves, called once from `ready()`."""

from lms.core.registries import integrity_checks, reference_loaders


def register() -> None:
    """Fill the registries of the core; roles come first, for the loaders of other apps add to them."""
    from lms.accounts.integrity import staff_flags_match_roles
    from lms.accounts.services.reference import load_roles

    reference_loaders.register("roles", load_roles)
    integrity_checks.register("staff flags match roles", staff_flags_match_roles)
