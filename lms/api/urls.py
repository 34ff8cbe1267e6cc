"""The API's addresses below /api/v1/, and their description at /api/v1/openapi.json; no page of documentation."""

from django.conf import settings
from ninja import NinjaAPI

from lms.api import refusals
from lms.api.views import verification

api = NinjaAPI(
    title=settings.PRODUCT_NAME,
    version="1",
    description="Check certificates. Dates are calendar dates in the United Kingdom; errors come as sentences.",
    docs_url=None,  # its page would load scripts from another server
    urls_namespace="api",
)
refusals.register(api)
api.add_router("/certificates", verification.router)
