"""Installing: no host in a lock, pip's index passed on to uv, and a development set never brought down."""

import json

from tools import installing, wheels


def test_no_lock_names_a_host():
    assert installing.hosts_named() == []


def test_uv_asks_where_pip_asks(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    assert wheels.uv_index()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_what_uv_was_told_already_stays(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example/simple")
    assert "UV_DEFAULT_INDEX" not in wheels.uv_index()


def test_the_newest_pip_is_found_on_an_index_page():
    page = '<a href="pip-24.3-py3-none-any.whl#sha256=a"><a href="../p/pip-9.9-py3-none-any.whl"><a href="pip-25.tgz">'
    assert wheels.newest_pip(page) == ("pip-24.3-py3-none-any.whl#sha256=a", "pip-24.3-py3-none-any.whl")


def test_an_index_page_without_pip_gives_none():
    assert wheels.newest_pip("<html></html>") is None


def test_a_development_set_is_never_brought_down_to_the_base_set(tmp_path, monkeypatch):
    monkeypatch.setattr(installing, "STAMP", tmp_path / "installed.json")
    installing.STAMP.write_text(json.dumps({"kind": "dev"}))
    assert installing.has_dev()
