"""Whether a value has the form a JSON Schema asks for: the part of the standard that answers of models are asked to keep.

Known words: type (and ``nullable``), enum, const, properties, required, additionalProperties, items, the minimum and maximum words,
pattern, anyOf, oneOf, allOf and ``$ref`` into the same document. Other words are read over, as the standard says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import re2

DEEPEST = 64
_TYPES: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer())),
}


def faults(value: object, schema: object, *, root: Mapping[str, Any] | None = None, at: str = "$", depth: int = 0) -> Iterator[str]:
    """What is wrong, each as ``path: what``, nearest the top first. Empty for a value that fits."""
    if schema is False:
        yield f"{at}: nothing is allowed here"
    if not isinstance(schema, dict):
        return
    if depth > DEEPEST:
        yield f"{at}: nested too deep"
        return
    root = schema if root is None else root
    for check in (_reference, _kind, _choice, _size, _object, _array, _several):
        yield from check(value, schema, root, at, depth)


def answer_faults(text: str, schema: str) -> tuple[str, ...]:
    """At most five faults of an answer that should be JSON of this form."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ("$: is no JSON",)
    found = faults(value, json.loads(schema))
    return tuple(fault for fault, _ in zip(found, range(5), strict=False))


def _reference(value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    if not isinstance(schema.get("$ref"), str):
        return
    target: Any = root
    for part in schema["$ref"].removeprefix("#").strip("/").split("/"):
        target = target.get(part) if isinstance(target, dict) and part else target
    yield from faults(value, target, root=root, at=at, depth=depth + 1)


def _kind(value: object, schema: Mapping[str, Any], _root: Mapping[str, Any], at: str, _depth: int) -> Iterator[str]:
    wanted = schema.get("type")
    kinds = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []
    if value is None and schema.get("nullable") is True:
        return
    if kinds and not any(_TYPES[kind](value) for kind in kinds if kind in _TYPES):
        yield f"{at}: should be {' or '.join(map(str, kinds))}"


def _choice(value: object, schema: Mapping[str, Any], _root: Mapping[str, Any], at: str, _depth: int) -> Iterator[str]:
    allowed = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if isinstance(allowed, list) and not any(type(one) is type(value) and one == value for one in allowed):
        yield f"{at}: should be one of {json.dumps(allowed)[:200]}"


def _size(value: object, schema: Mapping[str, Any], _root: Mapping[str, Any], at: str, _depth: int) -> Iterator[str]:
    measures: tuple[tuple[str, str, float | None], ...] = (
        ("minimum", "maximum", float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None),
        ("minLength", "maxLength", len(value) if isinstance(value, str) else None),
        ("minItems", "maxItems", len(value) if isinstance(value, list) else None),
        ("minProperties", "maxProperties", len(value) if isinstance(value, dict) else None),
    )
    for least, most, measured in measures:
        if measured is not None and isinstance(schema.get(least), (int, float)) and measured < schema[least]:
            yield f"{at}: is below {least} {schema[least]}"
        if measured is not None and isinstance(schema.get(most), (int, float)) and measured > schema[most]:
            yield f"{at}: is above {most} {schema[most]}"
    if isinstance(value, str) and isinstance(schema.get("pattern"), str) and not _matches(schema["pattern"], value):
        yield f"{at}: does not match the pattern"


def _matches(pattern: str, value: str) -> bool:
    try:
        return re2.search(pattern, value) is not None  # linear time whatever a model writes
    except re2.error:
        return True


def _object(value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    known = schema["properties"] if isinstance(schema.get("properties"), dict) else {}
    required = schema["required"] if isinstance(schema.get("required"), list) else []
    yield from (f"{at}: lacks {name}" for name in required if name not in value)
    more = schema.get("additionalProperties", True)
    for name, one in value.items():
        if name in known:
            yield from faults(one, known[name], root=root, at=f"{at}.{name}", depth=depth + 1)
        elif more is False:
            yield f"{at}: {str(name)[:60]} is not asked for"
        else:
            yield from faults(one, more, root=root, at=f"{at}.{name}", depth=depth + 1)


def _array(value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            yield from faults(one, schema["items"], root=root, at=f"{at}[{place}]", depth=depth + 1)


def _several(value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    for one in _list(schema.get("allOf")):
        yield from faults(value, one, root=root, at=at, depth=depth + 1)
    for word in ("anyOf", "oneOf"):
        options = _list(schema.get(word))
        fitting = sum(not any(faults(value, one, root=root, at=at, depth=depth + 1)) for one in options)
        if options and not fitting:
            yield f"{at}: fits none of the {len(options)} forms allowed"
        elif word == "oneOf" and fitting > 1:
            yield f"{at}: fits {fitting} forms where one is allowed"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
