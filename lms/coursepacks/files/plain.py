"""YAML as our files use it: text, numbers, true and false, lists and mappings; the same values give the same bytes."""

import re
from typing import Any

import yaml
from django.utils.translation import gettext as _

from lms.coursepacks.files.problems import FolderError

SPECIAL_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")


class Mapping(dict[str, Any]):
    """A mapping that knows in which line of its file it begins, and each of its keys."""

    line: int = 1
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """Return the line of `key`, or that of the mapping."""
        return self.lines.get(key, self.line)


class _Loader(yaml.SafeLoader):
    """Reads no aliases, no tags and no key twice; only true and false are truth values, dates are text."""

    offset = 0
    yaml_implicit_resolvers: dict = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _refusal("alias", _("Anchors and aliases (& and *) are not read; write the value out."), self)
        return super().compose_node(parent, index)

    def mapping(self, node: yaml.MappingNode) -> Mapping:
        made = Mapping()
        made.line, made.lines = node.start_mark.line + self.offset, {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + self.offset
            if not isinstance(key, str):
                raise FolderError("bad_key", _("“%(key)s” cannot be a name.") % {"key": key}, line=line)
            if key in made:
                raise FolderError("key_twice", _("“%(key)s” stands here twice.") % {"key": key}, line=line)
            made[key], made.lines[key] = self.construct_object(value_node, deep=True), line
        return made


def _refusal(code: str, sentence: str, loader: _Loader) -> FolderError:
    return FolderError(code, sentence, line=loader.peek_event().start_mark.line + loader.offset)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.mapping)
for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^(?:[-+]?[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?$", "-+0123456789."),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def load(text: str, *, line: int = 1) -> Any:
    """Return the plain values of the YAML `text`, which begins in `line` of its file.

    Refuses: `bad_yaml`, `alias`, `bad_key`, `key_twice`, with the line.
    """
    try:
        loader = _Loader(text)
        loader.offset = line
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line if mark else 0) + line
        raise FolderError("bad_yaml", _not_readable(error.problem or error.context), line=place) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FolderError("bad_yaml", _not_readable(error), line=line) from None


def _not_readable(reason: object) -> str:
    return _("This is no YAML that can be read (%(reason)s).") % {"reason": str(reason).splitlines()[0]}


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as it is, and repeats values instead of pointing to them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, data: str) -> yaml.ScalarNode:
        style = '"' if SPECIAL_BREAKS.search(data) else "|" if "\n" in data else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(Mapping, _Dumper.represent_dict)


def dump(value: Any) -> str:
    """Return `value` as YAML, in the order it has, which `load` reads back as the same."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False)
