"""Our own source as the architecture tests read it: modules, functions, templates, and whose each is."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from lms.core.packages import PACKAGE_ORDER

ROOT: Path = settings.BASE_DIR
PACKAGES = sorted(name for names in PACKAGE_ORDER for name in names if (ROOT / name.replace(".", "/")).is_dir())
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def folder_of(package: str) -> Path:
    """Return the folder of a package."""
    return ROOT / package.replace(".", "/")


@cache
def modules() -> dict[Path, str]:
    """Return the text of every module of ours by its path, migrations left out."""
    paths = [path for package in PACKAGES for path in folder_of(package).rglob("*.py")]
    paths += [ROOT / "lms" / name for name in ("__init__.py", "urls.py", "celery.py", "wsgi.py")]
    return {path.relative_to(ROOT): path.read_text() for path in paths if "migrations" not in path.parts}


@cache
def templates() -> dict[Path, str]:
    """Return the text of every template of ours by its path."""
    paths = [path for package in PACKAGES for path in (folder_of(package) / "templates").rglob("*") if path.is_file()]
    return {path.relative_to(ROOT): path.read_text() for path in paths}


def package_of_path(path: Path) -> str:
    """Return the package that the file at `path` belongs to."""
    return next(package for package in PACKAGES if path.is_relative_to(package.replace(".", "/")))


def nodes(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[Path, ast.AST]]:
    """Yield every node of a kind in our modules, with the path it stands in."""
    for path, text in modules().items():
        yield from ((path, node) for node in ast.walk(ast.parse(text)) if isinstance(node, kind))


def functions() -> dict[str, int]:
    """Return the length in lines of every function of ours, by path and name."""
    found = nodes((ast.FunctionDef, ast.AsyncFunctionDef))
    return {f"{path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1 for path, node in found}


def calls(attribute: str) -> list[tuple[Path, ast.Call]]:
    """Return every call of `something.attribute(…)` in our modules."""
    found = nodes(ast.Call)
    return [(path, node) for path, node in found if getattr(node.func, "attr", None) == attribute]
