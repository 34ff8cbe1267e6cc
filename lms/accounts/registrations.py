"""What accounts puts on the shared shelves, called once from `ready()`."""


def register() -> None:
    """Fill the registries of the core."""
