"""What enrolment puts on the shared shelves, called once from `ready()`."""

from lms.core.registries import integrity_checks


def register() -> None:
    """Fill the registries of the core."""
    from enrolment import integrity

    integrity_checks.register("enrolments", integrity.enrolment_findings)
