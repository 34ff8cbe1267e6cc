"""The files of a folder, by their path in it: ordinary ones only, few enough and small enough to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from lms.coursepacks.files.problems import FolderError, Problems

MOST_FILES = 5_000
LARGEST_TEXT = 1 << 20
LARGEST_MEDIUM = 1 << 30
MODULE_PLACE = re.compile(r"(\d{1,4})-([^/]+)/module\.md")
ACTIVITY_PLACE = re.compile(r"(\d{1,4})-([^/]+)/(\d{1,4})-([^/]+)\.md")
KNOWN = re.compile(
    rf"course\.md|{MODULE_PLACE.pattern}|{ACTIVITY_PLACE.pattern}|media/[^/]+|snippets/[a-z]+/[^/]+\.yaml"
)


@dataclass(frozen=True)
class Files:
    """The files of a folder by their path in it."""

    root: Path
    paths: tuple[str, ...]

    def text(self, path: str) -> str:
        """Return the text of a file, its lines ended by line feeds. Refuses: `too_large`, `not_utf8`."""
        source = self.root / path
        if source.stat().st_size > LARGEST_TEXT:
            raise FolderError("too_large", _("The file is larger than 1 MB; that is no text of a course."), file=path)
        try:
            text = source.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FolderError("not_utf8", _("The file is not written in UTF-8."), file=path) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")


def read_folder(root: Path) -> Files:
    """Return the files below `root`. Hidden ones are passed over.

    Refuses: `no_folder`, `symlink`, `not_a_file`, `unknown_file`, `too_large`, `too_many_files`, all that are found.
    """
    if root.is_symlink() or not root.is_dir():
        raise FolderError("no_folder", _("There is no folder %s.") % root)
    problems, paths = Problems(), list[str]()
    for path in _walk(root, problems):
        name = path.relative_to(root).as_posix()
        with problems.noted(file=name):
            _check(path, name)
            paths.append(name)
        if len(paths) + len(problems.found) > MOST_FILES:
            raise FolderError("too_many_files", _("There are more than %d files here.") % MOST_FILES)
    problems.refuse()
    return Files(root, tuple(sorted(paths)))


def _walk(folder: Path, problems: Problems, depth: int = 0) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink() and depth < 3:
            yield from _walk(path, problems, depth + 1)
        else:
            yield path


def _check(path: Path, name: str) -> None:
    if path.is_symlink():
        raise FolderError("symlink", _("This points to another place. Please put the file itself here."))
    if not path.is_file():
        raise FolderError("not_a_file", _("This is no ordinary file."))
    if not KNOWN.fullmatch(name):
        words = _(
            "A file of this name has no place here. There are course.md, 01-module/module.md, 01-module/01-lesson.md, "
            "media/… and snippets/…/….yaml."
        )
        raise FolderError("unknown_file", words)
    if path.stat().st_size > LARGEST_MEDIUM:
        raise FolderError("too_large", _("The file is larger than 1 GB."))
