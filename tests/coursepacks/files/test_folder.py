"""Hostile folders: links out of them, names of other places, too much; each refused in a sentence."""

import pytest

from lms.coursepacks.files import folder
from lms.coursepacks.files.folder import read_folder
from lms.coursepacks.files.problems import FolderError, FolderProblemsError
from tests.coursepacks.files.folders import small, write


def refused(path) -> str:
    with pytest.raises((FolderError, FolderProblemsError)) as refusal:
        read_folder(path)
    return f"{refusal.value.code} {refusal.value.sentence}"


def test_a_folder_is_its_files_in_order_without_hidden_ones(tmp_path):
    write(small(tmp_path), {".git/config": "x", "media/.DS_Store": "x", "media/a.png": "x"})
    expected = ("01-beginning/01-one-step.md", "01-beginning/module.md", "course.md", "media/a.png")
    assert read_folder(tmp_path).paths == expected


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret.md", "course.md"])
@pytest.mark.parametrize("name", ["01-beginning/02-more.md", "media/a.png", "02-other"])
def test_a_link_to_another_place_is_refused(tmp_path, name, target):
    (write(small(tmp_path / "a"), {"media/b.png": ""}) / name).symlink_to(target)
    said = refused(tmp_path / "a")
    assert said.startswith(("symlink", "unknown_file"))
    assert name in said


def test_a_folder_that_is_itself_a_link_is_refused(tmp_path):
    small(tmp_path / "a")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refused(tmp_path / "b").startswith("no_folder")


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "beginning/module.md", "01-a/b.md", "01-a/01-b/01-c.md", "snippets/tool/a.txt", "media/a/b.png"],
)
def test_files_of_other_names_are_named(tmp_path, name):
    said = refused(write(small(tmp_path), {name: "x"}))
    assert said.startswith(f"unknown_file {name}: ")


def test_everything_is_told_at_once(tmp_path):
    said = refused(write(small(tmp_path), {"a.txt": "x", "b.txt": "x"}))
    assert [name for name in ("a.txt", "b.txt") if name in said] == ["a.txt", "b.txt"]


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_FILES", 2)
    assert refused(small(tmp_path)).startswith("too_many_files")


def test_a_medium_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "LARGEST_MEDIUM", 200)
    assert "media/a.png: The file is larger" in refused(write(small(tmp_path), {"media/a.png": b"x" * 201}))


def test_a_text_that_is_too_large_or_no_utf8_is_refused(tmp_path):
    files = read_folder(small(tmp_path, course="x" * (folder.LARGEST_TEXT + 1), lesson=b"\xff\xfe"))
    with pytest.raises(FolderError, match=r"course\.md: .*larger than 1 MB"):
        files.text("course.md")
    with pytest.raises(FolderError, match=r"01-one-step\.md: .*UTF-8"):
        files.text("01-beginning/01-one-step.md")


def test_lines_may_end_as_on_other_systems(tmp_path):
    files = read_folder(small(tmp_path, course=b"\xef\xbb\xbfa\r\nb\rc"))
    assert files.text("course.md") == "a\nb\nc"


def test_what_is_not_there_is_no_folder(tmp_path):
    assert refused(tmp_path / "nothing").startswith("no_folder")
