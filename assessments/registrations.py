"""What assessments puts on the shared shelves, called once from `ready()`."""

from lms.core.registries import integrity_checks, reference_loaders


def register() -> None:
    """Fill the registries of the core."""
    from assessments.integrity import attempt_findings
    from assessments.reference import load_editor_permissions

    integrity_checks.register("attempts", attempt_findings)
    reference_loaders.register("question bank permissions", load_editor_permissions)
