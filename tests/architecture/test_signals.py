"""Call down, signal up: few signals, all of them heard, every receiver connected once whatever is imported twice."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.dispatch import Signal

from tests.architecture.source import PACKAGES, calls

# Another one needs an ADR.
ALLOWED = {"event_cancelled", "enrolment_withdrawn", "enrolment_completed", "check_confirmed"}
CONNECTING = {"apps.py", "receivers.py", "registrations.py"}


def signals() -> dict[str, Signal]:
    modules = [import_module(f"{package}.signals") for package in PACKAGES if find_spec(f"{package}.signals")]
    found = {name: value for module in modules for name, value in vars(module).items()}
    return {name: value for name, value in found.items() if isinstance(value, Signal)}


def test_only_the_agreed_signals_exist():
    assert signals().keys() <= ALLOWED


@pytest.mark.parametrize("name", signals())
def test_every_signal_has_a_receiver_connected_by_a_dispatch_uid(name):
    keys = [key for (key, _), *_ in signals()[name].receivers]
    assert [key for key in keys if isinstance(key, str)] == keys != []


def test_every_connect_names_a_dispatch_uid():
    connects = [(path, call) for path, call in calls("connect") if path.name in CONNECTING and call.args]
    unnamed = [
        f"{path}:{call.lineno}" for path, call in connects if "dispatch_uid" not in {k.arg for k in call.keywords}
    ]
    assert unnamed == []


def test_signals_are_sent_not_sent_robustly():
    assert calls("send_robust") == []


def test_receivers_are_connected_in_ready_not_by_decorators():
    assert calls("receiver") == []
