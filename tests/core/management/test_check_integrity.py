"""check_integrity: a table, and a failure that says how much is broken."""

import pytest
from django.core.management import CommandError, call_command

from lms.core.management.commands import check_integrity
from lms.core.registry import Registry


def test_reference_rows_hold_every_invariant(db, capsys):
    call_command("check_integrity")
    assert "All invariants hold." in capsys.readouterr().out


def test_what_is_broken_is_named_and_counted(monkeypatch, capsys):
    checks = Registry("Integrity check")
    checks.register("jars have lids", lambda: [f"Jar {number} has no lid." for number in range(25)])
    monkeypatch.setattr(check_integrity, "integrity_checks", checks)
    with pytest.raises(CommandError, match="25 broken"):
        call_command("check_integrity")
    table = capsys.readouterr().out
    assert "25 broken" in table
    assert table.count("has no lid.") == check_integrity.SHOWN
