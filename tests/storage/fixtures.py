"""The same storages on disk and in S3: what holds for one must hold for the other."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.conf import settings
from django.test import override_settings

from tests.storage.object_store import ObjectStore, object_store


@pytest.fixture(scope="session")
def store() -> Iterator[ObjectStore]:
    """Run a real S3 server; its data lie below var/, where disks have extended attributes."""
    folder = Path(settings.VAR_DIR) / f"test-object-store-{uuid.uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    try:
        with object_store(folder) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def client_for(store: ObjectStore):
    keys = {"aws_access_key_id": store.access_key, "aws_secret_access_key": store.secret_key}
    return boto3.client("s3", "eu-west-2", endpoint_url=store.url, **keys)


@pytest.fixture
def in_s3(store: ObjectStore) -> Iterator[None]:
    """Keep media and private files in a new bucket of the server."""
    bucket, region = f"training-{uuid.uuid4().hex[:8]}", "eu-west-2"
    options = {"bucket_name": bucket, "region_name": region, "endpoint_url": store.url}
    options |= {"access_key": store.access_key, "secret_key": store.secret_key}
    client_for(store).create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
    named = {"default": "lms.core.files.S3MediaStorage", "private": "lms.core.files.S3PrivateStorage"}
    ours = {name: {"BACKEND": backend, "OPTIONS": options} for name, backend in named.items()}
    with override_settings(STORAGES={**settings.STORAGES, **ours}):
        yield


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[None]:
    """Keep media and private files below a folder of this test."""
    with override_settings(
        MEDIA_ROOT=tmp_path / "media", PRIVATE_ROOT=tmp_path / "private", STORAGES={**settings.STORAGES}
    ):
        yield


@pytest.fixture(params=["on_disk", "in_s3"])
def somewhere(request: pytest.FixtureRequest) -> None:
    """Run the test once for each place files may lie in."""
    request.getfixturevalue(request.param)
