"""Asks a running web server whether it is well, under the first name of ALLOWED_HOSTS; for the image's HEALTHCHECK."""

import os
import sys
import urllib.request

TIMEOUT_SECONDS = 4


def question(url: str, allowed_hosts: str) -> urllib.request.Request:
    """Return the request for `url` under the first name of `allowed_hosts` (a leading dot means any name below)."""
    host = allowed_hosts.partition(",")[0].strip().lstrip(".")
    return urllib.request.Request(url, headers={"Host": host} if host else {})


if __name__ == "__main__":
    with urllib.request.urlopen(question(sys.argv[1], os.environ.get("ALLOWED_HOSTS", "")), timeout=TIMEOUT_SECONDS):
        pass
