"""What must hold between rows of accounts, for check_integrity."""

from collections.abc import Iterator

from lms.accounts.models import User
from lms.accounts.roles import Role


def staff_flags_match_roles() -> Iterator[str]:
    """Yield a sentence per person whose staff flag does not say what their roles say: the gates trust the flag."""
    holders = User.objects.filter(groups__name__in=list(Role))
    for pk in holders.filter(is_staff=False).values_list("pk", flat=True).distinct():
        yield f"Person {pk} holds a staff role and is not marked as staff."
    flagged = User.objects.filter(is_staff=True, is_superuser=False).exclude(pk__in=holders.values("pk"))
    for pk in flagged.values_list("pk", flat=True):
        yield f"Person {pk} is marked as staff and holds no staff role."
