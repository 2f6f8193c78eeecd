"""Where in a YAML file a complaint points to."""

from __future__ import annotations

import re

import yaml

_PATH = re.compile(r"\$(?:\.\w+|\[(?:\d+|\.\.\.)\])*")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_FIELD = re.compile(r"field `(\w+)`")


def line_of(root: yaml.Node, complaint: str) -> int:
    """The line (from 1) of the place that a msgspec message (``... - at `$.messages[0].role```) or a bare path names.

    An unknown field that is named in the message is pointed at itself; a missing one at what should hold it.
    """
    path = _PATH.search(complaint)
    node = root
    for name, index in _STEP.findall(path.group()) if path else ():
        node = _child(node, name, index) or node
    named = _FIELD.search(complaint)
    key = _key(node, named.group(1)) if named else None
    return int((key or node).start_mark.line) + 1


def repeated_key(node: yaml.Node) -> int | None:
    """The line (from 1) of a key that stands twice in one mapping; YAML readers silently keep the last."""
    if isinstance(node, yaml.SequenceNode):
        return next((line for child in node.value if (line := repeated_key(child))), None)
    if not isinstance(node, yaml.MappingNode):
        return None
    seen: set[str] = set()
    for key, value in node.value:
        if str(key.value) in seen:
            return int(key.start_mark.line) + 1
        seen.add(str(key.value))
        line = repeated_key(value)
        if line:
            return line
    return None


def _child(node: yaml.Node, name: str, index: str) -> yaml.Node | None:
    if name and isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    if index and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
        found: yaml.Node = node.value[int(index)]
        return found
    return None


def _key(node: yaml.Node, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((key for key, _ in node.value if key.value == name), None)
