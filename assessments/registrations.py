"""What assessments puts on the shared shelves, called once from `ready()`."""

from django.utils.translation import gettext_lazy as _

from content.registries import further_texts
from lms.core.registries import NavigationItem, integrity_checks, navigation, reference_loaders
from lms.notifications.kinds import MailKind, register_kind


def register() -> None:
    """Fill the registries of the core, and put our message on its shelf."""
    from assessments.further_texts import QuestionTexts, RubricTexts
    from assessments.integrity import (
        attempt_findings,
        handing_in_findings,
        paper_findings,
        remark_findings,
        review_findings,
        trainer_findings,
        written_task_findings,
    )
    from assessments.mail import (
        ATTEMPT_REOPENED,
        ATTEMPTS_GRANTED,
        MARKED_AGAIN,
        PASS_TAKEN_BACK,
        REVIEW_RELEASED,
        render_attempt_reopened,
        render_attempts_granted,
        render_marked_again,
        render_pass_taken_back,
        render_review_released,
    )
    from assessments.permissions import is_trainer
    from assessments.reference import load_editor_permissions
    from assessments.supporting import helps_as_office

    integrity_checks.register("attempts", attempt_findings)
    integrity_checks.register("handing in", handing_in_findings)
    integrity_checks.register("answers on paper", paper_findings)
    integrity_checks.register("reviews", review_findings)
    integrity_checks.register("marked again", remark_findings)
    integrity_checks.register("trainers hold their role", trainer_findings)
    integrity_checks.register("written tasks", written_task_findings)
    reference_loaders.register("question bank permissions", load_editor_permissions)
    further_texts.register("questions", QuestionTexts())
    further_texts.register("rubrics", RubricTexts())
    navigation.register("review", NavigationItem(_("Review"), "assessments:queue", 30, is_trainer))
    navigation.register(
        "help learners", NavigationItem(_("Help learners"), "assessments:learners", 35, helps_as_office)
    )
    register_kind(MailKind(REVIEW_RELEASED, render_review_released, label=_("A written task has been read")))
    register_kind(MailKind(ATTEMPTS_GRANTED, render_attempts_granted, label=_("Further attempts were granted")))
    register_kind(MailKind(ATTEMPT_REOPENED, render_attempt_reopened, label=_("An attempt was reopened")))
    register_kind(MailKind(MARKED_AGAIN, render_marked_again, label=_("A quiz was marked again")))
    register_kind(MailKind(PASS_TAKEN_BACK, render_pass_taken_back, label=_("A pass was taken back")))
