"""Invariants of declarations and printed names that span rows."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from enrolment.models import ActivityCompletion, ConfirmedName, Declaration


def declaration_findings() -> Iterator[str]:
    """Yield a sentence for each declaration or confirmed name whose activity is not recorded as done."""
    done = ActivityCompletion.objects.filter(enrolment=OuterRef("enrolment"))
    made = Declaration.objects.filter(~Exists(done.filter(activity_key=OuterRef("activity_key"))))
    for declaration in made.order_by("pk").iterator():
        yield f"Declaration {declaration.pk} was made, but the activity is not recorded as done."
    for confirmed in ConfirmedName.objects.filter(~Exists(done)).order_by("pk").iterator():
        yield f"Confirmed name {confirmed.pk} was given, but no activity of its enrolment is recorded as done."
