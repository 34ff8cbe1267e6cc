"""The content policy and the counting of requests."""

import pytest
from prometheus_client import REGISTRY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/courses/", "/accounts/login/", "/nowhere/", "/demo/mailbox/"])
def test_the_site_allows_nothing_inline_and_nothing_from_elsewhere(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_admin_alone_may_use_inline_script(cast, client_of):
    policy = client_of(cast.editor).get("/cms/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy


def test_requests_are_counted_by_view_not_by_address(client):
    labels = {"method": "GET", "view": "core:healthz", "status": "200"}
    before = REGISTRY.get_sample_value("http_requests_total", labels) or 0
    client.get("/healthz")
    assert REGISTRY.get_sample_value("http_requests_total", labels) == before + 1
