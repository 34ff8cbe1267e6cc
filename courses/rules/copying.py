"""Keys for the blocks of a copied page: what learners write is kept by them, and a copy is another page."""

import uuid
from typing import Any

Keys = dict[str, str]


def with_own_ids(raw: Any, keys: Keys) -> Any:
    """Return the value of a stream field, as it is stored, with a new id for each block and list item at any depth.

    The same old id becomes the same new one within `keys`, which remembers them: drafts of a page go on agreeing with
    what is live.
    """
    if isinstance(raw, list):
        return [with_own_ids(part, keys) for part in raw]
    if not isinstance(raw, dict):
        return raw
    made = {name: with_own_ids(part, keys) for name, part in raw.items()}
    if _is_block(raw):
        made["id"] = keys.setdefault(raw["id"], str(uuid.uuid4()))
    return made


def _is_block(raw: dict[str, Any]) -> bool:
    return raw.keys() >= {"type", "value", "id"} and isinstance(raw["id"], str)
