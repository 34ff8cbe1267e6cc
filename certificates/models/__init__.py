"""What we attest: awards with their certificates, manuals and the personal copies of them."""

from certificates.models.awards import Award, Route, Status
from certificates.models.manuals import Manual, ManualIssue

__all__ = ["Award", "Manual", "ManualIssue", "Route", "Status"]
