"""A real S3 server for tests: OpenStack Swift with its S3 interface, four small processes on loopback.

Lighter stand-ins (moto, s3rver) accept links that were tampered with or have run out; this one refuses them.
"""

import os
import pwd
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

PARTS = ("account", "container", "object", "proxy")
PROXY_PIPELINE = "catch_errors proxy-logging s3api tempauth slo proxy-server"
KEY, SECRET = "test:tester", "a-secret-for-tests"
DEADLINE = 60.0

SWIFT_CONF = "[swift-hash]\nswift_hash_path_suffix = tests\nswift_hash_path_prefix = tests\n"
COMMON = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
fallocate_reserve = 0
log_level = WARNING

"""
BACK = "[pipeline:main]\npipeline = {part}-server\n\n[app:{part}-server]\nuse = egg:swift#{part}\n"
FRONT = """[pipeline:main]
pipeline = {pipeline}

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true

[filter:s3api]
use = egg:swift#s3api
location = eu-west-2

[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = {secret} .admin

[filter:slo]
use = egg:swift#slo

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:proxy-logging]
use = egg:swift#proxy_logging
"""

BUILD_RINGS = """
import sys
from swift.common.ring import RingBuilder
for name, port in (pair.split("=") for pair in sys.argv[1:]):
    ring = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    ring.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "d1", "weight": 1.0})
    ring.rebalance()
    ring.get_ring().save(name)
"""


@dataclass(frozen=True)
class ObjectStore:
    """Where the server listens and with which key it lets one in."""

    url: str
    access_key: str = KEY
    secret_key: str = SECRET


@contextmanager
def object_store(folder: Path) -> Iterator[ObjectStore]:
    """Run a server that keeps its data below `folder` (a disk with extended attributes) until the block ends."""
    ports = dict(zip(PARTS, _free_ports(len(PARTS)), strict=True))
    _write_configuration(folder, ports)
    with ExitStack() as stack:
        for part in PARTS:
            stack.enter_context(_running(folder, part))
        for part in PARTS:
            _wait_for(ports[part], folder)
        yield ObjectStore(f"http://127.0.0.1:{ports['proxy']}")


def _write_configuration(folder: Path, ports: dict[str, int]) -> None:
    (folder / "devices" / "d1").mkdir(parents=True)
    (folder / "swift.conf").write_text(SWIFT_CONF)
    for part in PARTS:
        common = COMMON.format(port=ports[part], folder=folder, user=pwd.getpwuid(os.getuid()).pw_name)
        own = BACK.format(part=part) if part != "proxy" else FRONT.format(pipeline=PROXY_PIPELINE, secret=SECRET)
        (folder / f"{part}.conf").write_text(common + own)
    # In a process of its own, because it patches sockets on import.
    rings = [f"{folder / part}.ring.gz={ports[part]}" for part in PARTS[:3]]
    subprocess.run([sys.executable, "-W", "ignore", "-c", BUILD_RINGS, *rings], check=True)


@contextmanager
def _running(folder: Path, part: str) -> Iterator[None]:
    program = Path(sys.executable).parent / f"swift-{part}-server"
    with (folder / f"{part}.log").open("wb") as log:
        command = [sys.executable, "-W", "ignore", str(program), str(folder / f"{part}.conf"), "--verbose"]
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "SWIFT_DIR": str(folder)})
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _wait_for(port: int, folder: Path) -> None:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = "\n".join(path.read_text() for path in folder.glob("*.log"))
    raise TimeoutError(f"The object store did not start:\n{logs}")
