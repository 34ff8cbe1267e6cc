"""How often one address may check certificates: nobody should find one by trying out serial numbers."""

from lms.core.limits import Limit

CHECKING = Limit("verify", "VERIFY_RATE_LIMITS")
