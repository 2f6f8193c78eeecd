"""The table of sentences: whole, plain, filled with facts that exist, and without a row that nothing uses."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from hybriddesk.records.advice import Advice, advice, table

CODE = Path(__file__).resolve().parent.parent / "hybriddesk"
BUILT = ("event.",)
"""Codes put together at run time from a table's values."""
NO_SENTENCE = ("event.",)
"""Labels of lines in a list, not sentences."""
PASSED_ON = {"resilience": {"providers"}, "event": {"vault"}}
"""Rooms whose facts another one hands on: a retry keeps those of the fault it retried, an event's come from the store."""
PLACEHOLDERS = re.compile(r"\{[a-z_]+\}")
JARGON = re.compile(
    r"\b(exception|traceback|stack trace|null|errno|stderr|stdout|sqlite|wal|schema|regex|boolean|thread|callback|parse[rd]?|"
    r"serial\w*|deserial\w*|payload|endpoint|timeout|http|socket|sse|api key|segfault|core dump|invalid argument|kwargs?|int|str|utf8)\b", re.IGNORECASE,
)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module but the rows themselves, by its path under the package."""
    found = (path for path in CODE.rglob("*.py") if "advice_rows" not in path.parts)
    return {path.relative_to(CODE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in found}


@cache
def literals() -> dict[str, set[str]]:
    """Every string of the code, and the modules it stands in. Of an f-string its fixed beginning counts."""
    found: dict[str, set[str]] = {}
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value, set()).add(name)
    return found


@cache
def names(module: str) -> frozenset[str]:
    """Every name a module could give a fact: keywords, parameters, keys of mappings, fields."""
    found: set[str] = set()
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.keyword | ast.arg) and node.arg:
            found.add(node.arg)
        if isinstance(node, ast.Dict):
            found |= {key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            found.add(node.slice.value)
    return frozenset(found)


@cache
def in_sql() -> frozenset[str]:
    """Facts that SQL makes: the keys of its JSON objects."""
    found = (re.findall(r"json_object\('([a-z_]+)'|'([a-z_]+)', ", text) for text in literals())
    return frozenset(name for pairs in found for pair in pairs for name in pair if name)


def facts_of(row: Advice) -> set[str]:
    """The names in braces of a row."""
    parts = (row.what, row.works, row.do)
    return {field for part in parts for _, field, _, _ in string.Formatter().parse(part) if field is not None}


def users(code: str) -> set[str]:
    """The modules that name a code."""
    return literals().get(code, set())


def rows() -> list[tuple[str, Advice]]:
    return sorted(table().items())


def test_there_are_rows_and_modules() -> None:
    """The scan sees the house: otherwise every other test here would pass on nothing."""
    assert len(rows()) > 100
    assert len(modules()) > 100
    assert "vault/cipher.py" in users("vault.disk_full")


@pytest.mark.parametrize(("code", "row"), rows(), ids=[code for code, _ in rows()])
def test_a_row_is_whole_and_plain(code: str, row: Advice) -> None:
    """Sentences end as sentences do, speak no jargon, begin with a capital or a fact, and say the same thing once."""
    sentences = [part for part in (row.what, row.works, row.do) if part]
    assert row.what
    for sentence in sentences:
        assert sentence == " ".join(sentence.split()), "stray blanks"
        assert sentence[0].isupper() or sentence[0] in "{\u201c0123456789", sentence
        assert not JARGON.search(PLACEHOLDERS.sub("", sentence)), sentence
        if not code.startswith(NO_SENTENCE):
            assert sentence[-1] in ".!?:" or sentence.endswith("FILES"), sentence
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(("code", "row"), rows(), ids=[code for code, _ in rows()])
def test_a_row_can_be_filled(code: str, row: Advice) -> None:
    """Every place in braces is a plain name without format or attribute, and filling it leaves no brace and no gap."""
    for part in (row.what, row.works, row.do):
        for _, field, form, conversion in string.Formatter().parse(part):
            assert field is None or field.isidentifier(), part
            assert not form
            assert conversion is None
    filled = advice(code, dict.fromkeys(facts_of(row), "x1"))
    assert "{" not in f"{filled.what}{filled.works}{filled.do}"
    assert "?" not in filled.what.removesuffix("?")


@pytest.mark.parametrize(("code", "row"), rows(), ids=[code for code, _ in rows()])
def test_a_row_is_used(code: str, row: Advice) -> None:
    """Some module names the code, or it belongs to a family that is put together at run time."""
    assert users(code) or code.startswith(BUILT), f"nothing uses {code}: {row.what}"


@pytest.mark.parametrize(("code", "row"), [(c, r) for c, r in rows() if facts_of(r)], ids=[c for c, r in rows() if facts_of(r)])
def test_the_facts_of_a_row_are_given(code: str, row: Advice) -> None:
    """Each fact of a sentence is a name that the modules of the code, or their room, really give."""
    rooms = {name.split("/")[0] for name in users(code)}
    rooms |= PASSED_ON.get(code.split(".", maxsplit=1)[0], set())
    given = set().union(*(names(module) for module in modules() if module.split("/")[0] in rooms))
    assert facts_of(row) <= given | in_sql(), f"nobody gives {facts_of(row) - given}"


def test_every_part_of_a_built_code_has_a_row() -> None:
    """The families put together at run time are whole: each act and each end of a run has its line."""
    from typing import get_args

    from hybriddesk.records.work import Action

    assert {f"event.{act}" for act in get_args(Action)} <= set(table())
    assert {f"event.run_{state}" for state in ("done", "recovered", "failed", "unknown", "cancelled")} <= set(table())


def test_a_fact_that_is_missing_shows_as_a_question() -> None:
    """A sentence is never lost to a missing fact."""
    assert advice("intake.too_large").what.startswith("The file has ? MB")


def test_an_unknown_code_is_a_defect() -> None:
    """A code without a row raises: it must be found by a test, not by a person."""
    with pytest.raises(KeyError):
        advice("nobody.knows")
