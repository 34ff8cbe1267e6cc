"""Work is handed to a worker in one way only: after the commit, and never failing the request."""

from pathlib import Path

import pytest

from tests.architecture.source import calls

ONLY_PLACE = Path("lms/core/background.py")


@pytest.mark.parametrize("method", ["delay", "apply_async", "delay_on_commit", "send_task"])
def test_tasks_are_sent_by_on_commit_run_alone(method):
    assert [f"{path}:{call.lineno}" for path, call in calls(method) if path != ONLY_PLACE] == []
