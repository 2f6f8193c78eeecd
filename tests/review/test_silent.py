"""Silent faults: each planted one is found, and ordinary answers are left alone."""

from __future__ import annotations

import json

import pytest

from hybriddesk.records.advice import table
from hybriddesk.records.way import OutputSchema
from hybriddesk.review.silent import SILENT, Answered, comparable, mark, silent

FORM = OutputSchema("f", json.dumps({"type": "object", "properties": {"label": {"type": "string"}}, "required": ["label"]}))
REQUEST = "My order has not arrived yet, and I would like to know where it is. Could you please look into it for me?"


def codes(text: str, workflow: str = "reply", **more: object) -> list[str]:
    return [reason.code for reason in silent(Answered(text, REQUEST, workflow, **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "more", "code"), [
    ("Your parcel is on its way and should be with you on Friday.", {"same": 2}, "silent.stale"),
    ("not json at all, sorry about that", {"schema": FORM}, "silent.off_schema"),
    ('{"label": 7}', {"schema": FORM}, "silent.off_schema"),
    ("Here is how it works:\n```python\nprint(1)", {"workflow": "chat"}, "silent.broken_off"),
    ("Dear customer, we have looked into your order and found that the", {}, "silent.broken_off"),
    ("Sehr geehrte Kundin, wir haben Ihre Bestellung geprüft und", {}, "silent.broken_off"),
    ('{"orders": [{"id": 1, "state": "sent"}, {"id": 2, "sta', {"workflow": "chat"}, "silent.broken_off"),
    ("I am sorry. I am sorry. I am sorry. I am sorry. I am sorry. I am sorry. I am sorry.", {}, "silent.loop"),
    ("we will see " * 30, {}, "silent.loop"),
    ("Certainly! How can I assist you today?", {"workflow": "chat"}, "silent.boilerplate"),
    ("Thank you for your message. I hope this helps!", {}, "silent.boilerplate"),
    ("Lorem ipsum dolor sit amet, consectetur adipiscing elit", {"workflow": "chat"}, "silent.boilerplate"),
    (REQUEST.upper(), {}, "silent.echo"),
    ("Yes.", {}, "silent.off_length"),
    (" ".join(f"word{n}" for n in range(4000)) + ".", {"workflow": "sort"}, "silent.off_length"),
    ("Dear [PERSON], your order is on its way to you.", {"kinds": frozenset({"PERSON", "EMAIL"})}, "silent.damaged_placeholder"),
    ("We wrote to EMAIL_ yesterday about the parcel.", {"kinds": frozenset({"EMAIL"})}, "silent.damaged_placeholder"),
])
def test_a_planted_fault_is_found(text: str, more: dict, code: str) -> None:
    """Stale, off schema, broken off, looping, stock, echoing, far off length, or with a torn placeholder."""
    assert code in codes(text, **more)


@pytest.mark.parametrize(("text", "more"), [
    ("Dear Anna, thank you for your message. Your parcel left us on Tuesday and should be with you by Friday.\n\nKind regards,\nTom", {}),
    ("Guten Tag, Ihr Paket ist unterwegs und kommt am Freitag an. Vielen Dank für Ihre Geduld.\n\nMit freundlichen Grüßen,", {}),
    ("- look first\n- then call\n- then wait", {"workflow": "chat"}), ("```\nx = 1\n```", {"workflow": "chat"}), ("42", {"workflow": "chat"}),
    ("Delivery", {"workflow": "sort", "same": 9}), ("Yes, gladly.", {"workflow": "chat", "same": 3}), ('{"label": "x"}', {"schema": FORM}),
    ('{"a": [1, 2, {"b": "c"}]}', {"workflow": "chat"}), ("", {"same": 3}), ("   \n", {"schema": FORM}), ("🙂" * 50, {"workflow": "chat"}),
    ("שלום, ההזמנה בדרך אליך ותגיע ביום שישי.", {}), ("The PERSON in charge is away, our EMAIL works.", {"kinds": frozenset({"PERSON", "EMAIL"})}),
    ("We wrote to PERSON_7QXK about it.", {"kinds": frozenset({"PERSON"})}), ("[see the note] it is there", {"workflow": "chat"}),
    ("cut in the middle of the", {"whole": False}), ('{"label', {"schema": FORM, "whole": False}),
])
def test_an_ordinary_answer_is_left_alone(text: str, more: dict) -> None:
    """Greetings, lists, code, labels, short chat, other scripts, and what other checks answer for."""
    assert codes(text, **more) == []


def test_the_mark_forgets_case_space_and_tokens() -> None:
    """Two answers that differ only in whose token stands there are the same answer; another word makes another."""
    kinds = frozenset({"PERSON"})
    assert mark("Dear  PERSON_7QXK,\nhello", kinds) == mark("dear PERSON_2ABC, HELLO", kinds)
    assert mark("Dear PERSON_7QXK, hello", kinds) != mark("Dear PERSON_7QXK, goodbye", kinds)
    assert len(mark("\ud83d", kinds)) == 32
    assert not comparable("short", "reply")
    assert not comparable("x" * 99, "sort")


def test_every_code_has_its_words() -> None:
    """No silent fault is without a sentence and something to do."""
    assert all(table()[code].do for code in SILENT)
