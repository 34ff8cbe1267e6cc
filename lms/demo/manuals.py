"""The demo's manuals: YAML files become manuals of their programmes; one that is there is left alone."""

from pathlib import Path
from typing import Any

import yaml

from certificates.models import Manual
from content.markup import to_rich_text
from courses.models import Programme

FOLDER = Path(__file__).resolve().parent / "content" / "manuals"


def load_manuals() -> int:
    """Make every manual whose programme has none yet from its file; return how many were made."""
    return sum(_load(path) for path in sorted(FOLDER.glob("*.yaml")))


def sample_manuals() -> list[Manual]:
    """Return the manuals of the files, not saved and of no programme."""
    return [_written(_read(path)) for path in sorted(FOLDER.glob("*.yaml"))]


def _load(path: Path) -> bool:
    data = _read(path)
    programme = Programme.objects.get(key=data["programme"])
    if Manual.objects.filter(programme=programme).exists():
        return False
    manual = _written(data)
    manual.programme = programme
    manual.save()
    return True


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _written(data: dict[str, Any]) -> Manual:
    chapters = [("chapter", {"title": row["title"], "text": to_rich_text(row["text"])}) for row in data["chapters"]]
    return Manual(title=data["title"], edition=data["edition"], published=True, body=chapters)
