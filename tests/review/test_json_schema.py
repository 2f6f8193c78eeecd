"""JSON Schema: what fits, what does not, and where."""

from __future__ import annotations

import pytest

from hybriddesk.review.json_schema import answer_faults, faults

TREE = {"$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}, "additionalProperties": False}}, "$ref": "#/$defs/node"}


@pytest.mark.parametrize(("schema", "good", "bad"), [
    ({"type": "string"}, "a", 1), ({"type": ["string", "null"]}, None, 1), ({"type": "string", "nullable": True}, None, 1),
    ({"type": "integer"}, 3.0, 3.5), ({"type": "integer"}, 3, True), ({"type": "number"}, 1, False), ({"type": "boolean"}, True, 1),
    ({"type": "array", "items": {"type": "number"}}, [1, 2.5], [1, "x"]), ({"type": "object"}, {}, []), ({"enum": [1, "a"]}, "a", True),
    ({"const": 1}, 1, 2), ({"minimum": 1, "maximum": 3}, 2, 4), ({"minLength": 2, "maxLength": 3}, "ab", "a"), ({"minItems": 1}, [1], []),
    ({"maxProperties": 1}, {"a": 1}, {"a": 1, "b": 2}), ({"pattern": "^a+$"}, "aaa", "b"), ({"required": ["a"]}, {"a": 1}, {"b": 1}),
    ({"properties": {"a": {"type": "null"}}}, {"a": None}, {"a": 0}), ({"additionalProperties": False}, {}, {"a": 1}),
    ({"additionalProperties": {"type": "string"}}, {"a": "x"}, {"a": 1}), ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, 1, 3),
    ({"anyOf": [{"type": "string"}, {"type": "null"}]}, None, 1), ({"oneOf": [{"type": "integer"}, {"type": "number"}]}, 1.5, 1),
    (TREE, {"next": {"next": {}}}, {"next": {"next": {"x": 1}}}), ({"properties": {"a": False}}, {}, {"a": 1}),
])
def test_what_fits(schema, good, bad):
    """Each known word lets the good value pass and names a fault of the bad one."""
    assert list(faults(good, schema)) == []
    assert list(faults(bad, schema))


@pytest.mark.parametrize("schema", [{}, True, {"type": "strange"}, {"pattern": "("}, {"required": "a", "properties": [], "anyOf": {}, "items": True}, []])
def test_an_odd_schema_is_no_crash(schema):
    """What the standard does not know, or what is broken, is read over or is a fault, never an error."""
    list(faults({"a": [1, "x"]}, schema))
    list(faults("x", schema))


def test_a_schema_without_end_has_one():
    """A reference to itself ends."""
    assert list(faults(1, {"$ref": "#"})) == ["$: nested too deep"]


def test_the_place_is_named():
    """The path leads to the fault, and at most five are told."""
    schema = '{"type": "object", "properties": {"rows": {"items": {"type": "string"}}}}'
    assert answer_faults('{"rows": ["a", 1]}', schema) == ("$.rows[1]: should be string",)
    assert len(answer_faults('{"rows": [1,2,3,4,5,6,7]}', schema)) == 5
    assert answer_faults("not json", schema) == answer_faults("[" * 100_000, schema) == ("$: is no JSON",)
    assert answer_faults('{"rows": []}', schema) == ()
