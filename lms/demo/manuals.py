"""The demo's manuals: YAML files become manuals of their programmes; one that is there is left alone."""

from pathlib import Path
from typing import Any

import yaml

from certificates.models import Manual
from content.markup import to_rich_text
from courses.models import Programme

FOLDER = Path(__file__).resolve().parent / "content" / "manuals"


def load_manuals() -> int:
    """Make every manual that is missing from its file; return how many were made."""
    return sum(_load(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml")))


def _load(data: dict[str, Any]) -> bool:
    programme = Programme.objects.get(key=data["programme"])
    if Manual.objects.filter(programme=programme).exists():
        return False
    Manual.objects.create(
        programme=programme,
        title=data["title"],
        edition=data["edition"],
        published=True,
        body=[("chapter", {"title": row["title"], "text": to_rich_text(row["text"])}) for row in data["chapters"]],
    )
    return True
