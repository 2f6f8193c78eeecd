"""Shapes that models give to tokens, texts of people and of structure, and the checks a long fuzz run repeats."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from urllib.parse import quote

from hybriddesk.privacy import Restorer, Scrubber, residual
from hybriddesk.records.way import Draft, KnownMap, MapEntry, Message

SHAPES: dict[str, Callable[[str], str]] = {
    "as issued": lambda t: t,
    "lower case": str.lower,
    "title case": str.title,
    "bold": lambda t: f"**{t}**",
    "italic": lambda t: f"_{t}_",
    "bold inside": lambda t: t.replace("_", "_**") + "**",
    "escaped underscore": lambda t: t.replace("_", "\\_"),
    "space": lambda t: t.replace("_", " "),
    "hyphen": lambda t: t.replace("_", "-"),
    "long dash": lambda t: t.replace("_", "\u2013"),
    "possessive": lambda t: f"{t}'s",
    "plural": lambda t: f"{t}s",
    "square brackets": lambda t: f"[{t}]",
    "pointed brackets": lambda t: f"<{t}>",
    "braces": lambda t: "{{" + t + "}}",
    "in a URL": lambda t: t.replace("_", "%5F"),
    "in a URL twice": lambda t: quote(t.replace("_", "%5F")),
    "entity": lambda t: t.replace("_", "&#95;"),
    "JSON escape": lambda t: t.replace("_", "\\u005f"),
    "translated wrapper": lambda t: f"[Name der Person: {t}]",
    "code": lambda t: f"`{t}`",
    "underscore with a space": lambda t: t.replace("_", "_ "),
    "two underscores": lambda t: t.replace("_", "__"),
}
TRANSLATED = {"PERSON": ("PERSONA", "PERSONNE", "PERSOON", "PERSONS"), "PHONE": ("TELEFON", "TELEFONO"), "ADDRESS": ("ADRESSE", "INDIRIZZO"), "LOCATION": ("LUGAR", "LIEU")}
VALUES = {
    "PERSON": ("Anna Keller", "Jörg Ölschläger", "李雷", "O'Neil"), "EMAIL": ("anna@example.org",), "PHONE": ("+44 20 7946 0018",), "ADDRESS": ("12 Mill Lane, York",),
    "LOCATION": ("Rotterdam",), "ID": ("078-05-1120", "78051120"), "SECRET": ("hunter2",), "URL": ("https://x.org/u/anna",),
}  # fmt: skip
PIECES = (
    "Anna Keller", "anna", "Dear ", "Dr. Bob Ross", "anna@example.org", "+44 20 7946 0018", "SSN 078-05-1120", "password: hunter2", "4111 1111 1111 1111", "born 4 May 1981",
    "https://", "www.", "](", "![x](", 'src="', "PERSON_7QXK", "person 7qxk", "PERSON_", "PERSONA_7QXK", "EMAIL\\_ABCD", "PHONE_REMOVED", "\u200b", "\u202e", "\ud800", "\x00", "é",
    "e\u0301", "９", " ", "\n", "\t", "'", '"', "<", ">", "`", "_", "-", "(", ")", "{", "}", "[", "]", "\\", "/", ":", ",", ";", "|", "@", "#", "%20", "%41", "&amp;", "&#65;", "\\u0041",
    '{"name": "', '"ssn": 78051120', '"}', "<name>", "</name>", "name,email,phone\n", "INSERT INTO t (name, ssn) VALUES ('", "', 5)", "```python\n", "```\n", "name = ", "# ", "user=",
    "QW5uYSBLZWxsZXI=", "416e6e61", "München", "**", "~", "=",
)  # fmt: skip


def text(random_: random.Random) -> str:
    """A text of up to fourteen pieces, now and then with any character at all."""
    pieces = [random_.choice(PIECES) if random_.random() < 0.95 else chr(random_.randrange(0x11000)) for _ in range(random_.randrange(15))]
    return "".join(pieces)


def round_trip(random_: random.Random) -> None:
    """A conversation of one to three turns: every text comes back, and nothing known stands in what would leave."""
    known, texts, scrubber = KnownMap(), list[str](), Scrubber(random=random_.randbytes)
    for _ in range(random_.randrange(1, 4)):
        texts.append(text(random_))
        scrubbed = scrubber.scrub(Draft("c", "r", "chat", tuple(Message("user", one) for one in texts)), known)
        restorer = Restorer(scrubbed.entries)
        assert [restorer.text(message.text).text for message in scrubbed.messages] == texts, texts
        body = json.dumps({"messages": [{"role": message.role, "content": message.text} for message in scrubbed.messages]}).encode()
        assert residual(body, scrubbed) == (), texts
        known = KnownMap((*known.entries, *scrubbed.new_entries))


def listed(random_: random.Random) -> None:
    """A text and a list of what is always hidden: the text comes back, and nothing that was hidden stands in what would leave."""
    words, one, scrubber = tuple(random_.sample(PIECES, 4)), text(random_), Scrubber(random=random_.randbytes)
    scrubbed = scrubber.scrub(Draft("c", "r", "chat", (Message("user", one),)), KnownMap(deny=words))
    sent = scrubbed.messages[0].text
    assert Restorer(scrubbed.entries).text(sent).text == one, (one, words)
    assert residual(json.dumps({"messages": [{"role": "user", "content": sent}]}).encode(), scrubbed) == (), (one, words)


def answer(random_: random.Random) -> None:
    """An answer with tokens in any shape: each comes back as its value, and a stream cut anywhere equals the whole."""
    entries = _entries(random_)
    pieces, values = list[str](), list[str]()
    for _ in range(random_.randrange(1, 5)):
        entry = random_.choice(entries)
        token = entry.token
        if entry.kind in TRANSLATED and random_.random() < 0.3:
            token = random_.choice(TRANSLATED[entry.kind]) + token[len(entry.kind) :]
        pieces += (random_.choice(("Hello ", " and ", " (", "\n", " die ", " «")), random_.choice(list(SHAPES.values()))(token))
        values.append(entry.value)
    whole = "".join(pieces)
    restored = Restorer(entries).text(whole)
    at = 0
    for value in values:
        at = restored.text.find(value, at)
        assert at >= 0, (whole, value)
        at += len(value)
    assert restored.unresolved == (), whole
    _streamed(random_, entries, whole)


def garbled(random_: random.Random) -> None:
    """An answer of any pieces, tokens among them: a stream cut anywhere equals the whole."""
    entries = _entries(random_)
    spelled = [shape(entry.token)[: random_.randrange(1, 24)] for entry in entries for shape in random_.sample(list(SHAPES.values()), 3)]
    _streamed(random_, entries, "".join(random_.choice((*PIECES, *spelled, *spelled)) for _ in range(random_.randrange(12))))


def _entries(random_: random.Random) -> tuple[MapEntry, ...]:
    scrubber = Scrubber(random=random_.randbytes)
    values = random_.sample([value for values in VALUES.values() for value in values], 5)
    listing = "\n".join(f"{value};" for value in values) + '\n{"ssn": 78051120}'
    known = scrubber.scrub(Draft("c", "r", "chat", (Message("user", listing),)), KnownMap(deny=tuple(values)))
    return tuple(entry for entry in known.entries if entry.kind != "OTHER")


def _streamed(random_: random.Random, entries: tuple[MapEntry, ...], whole: str) -> None:
    cuts = sorted(random_.randrange(len(whole) + 1) for _ in range(random_.randrange(6))) if random_.random() < 0.8 else range(len(whole))
    stream = Restorer(entries).stream()
    shown = "".join(stream.feed(whole[a:b]) for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)) + stream.close()
    assert stream.report(shown) == Restorer(entries).text(whole), (whole, list(cuts))


CHECKS: tuple[Callable[[random.Random], None], ...] = (round_trip, answer, garbled, listed)
