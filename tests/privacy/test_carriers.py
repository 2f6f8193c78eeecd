"""Single carriers: where the regions lie, what labels say, how spans are fitted."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import Scrubber, residual
from hybriddesk.privacy.carriers import markup
from hybriddesk.privacy.carriers.decoded import Decoded, unescaped
from hybriddesk.privacy.carriers.fitting import Fitting
from hybriddesk.privacy.carriers.hints import hinted, kind_of, of_things
from hybriddesk.privacy.carriers.layout import Layout
from hybriddesk.privacy.carriers.region import label_of
from hybriddesk.privacy.scrub import scrub_text
from hybriddesk.privacy.tokens import Mint, bare_character
from hybriddesk.records.way import Draft, KnownMap, MapEntry, Message, Span


def values(text: str) -> list[tuple[str, str]]:
    return [(region.label, text[region.start : region.end]) for region in Layout(text).regions]


def found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in Scrubber().detect(text)]


@pytest.mark.parametrize(("name", "label"), [
    ("customerFirstName", "customer first name"), ("date_of-birth", "date of birth"), ("Prénom", "prenom"), ("SSN", "ssn"), ("IPAddress", "ip address"), ("line1", "line 1"), ("", ""),
])  # fmt: skip
def test_a_name_of_a_field_is_read_as_words(name: str, label: str) -> None:
    assert label_of(name) == label


@pytest.mark.parametrize(("label", "kind"), [
    ("name", "PERSON"), ("customer first name", "PERSON"), ("phones", "PHONE"), ("product name", None), ("items name", None), ("reset token", None), ("ip address", "IP"),
    ("memory address", None), ("home address", "ADDRESS"), ("address 2", "ADDRESS"), ("first", "PERSON"), ("first item", None), ("strasse", "ADDRESS"), ("", None), ("status", None),
    ("valid from", None), ("from", "PERSON"),
])  # fmt: skip
def test_a_label_names_a_kind_or_none(label: str, kind: str | None) -> None:
    assert kind_of(label) == kind


def test_labels_of_ordinary_work_data_are_known() -> None:
    assert of_things("order status")
    assert of_things("items name")
    assert not of_things("customer name")
    assert not of_things("")


@pytest.mark.parametrize(("label", "value", "kind"), [
    ("name", "Quint Zorbel", "PERSON"), ("name", "Dr. Quint Zorbel", "PERSON"), ("name", "true", None), ("name", "red chair", None), ("name", "A-42", None), ("name", "${NAME}", None),
    ("session", "morning", None), ("session", "a8f5f167f44f", "SECRET"), ("location", "Main Office", None), ("location", "Zorbelheim", "LOCATION"), ("age", "93", "AGE"), ("age", "41", None),
    ("password", "hunter2", "SECRET"), ("password", "changeme", None), ("user", "root", None), ("user", "qzorbel", "USERNAME"), ("lat", "52.3702", "COORDINATES"), ("mac", "001b4411 3ab7", None),
    ("wallet", "0x52908400098527886E0F7030069857D2E4169EE7", "CRYPTO"), ("license plate", "AB12 CDE", "PLATE"), ("dob", "unknown", None), ("email", "none at all", None), ("name", "X", None),
    ("mac", "00:1b:44:11:3a:b7", "MAC"), ("ip", "203.0.113.7", "IP"), ("name", "Zorbel", "PERSON"), ("name", "the house", None), ("iban", "DE89", None), ("zip", "24103", "POSTCODE"),
])  # fmt: skip
def test_a_value_counts_where_it_looks_the_part(label: str, value: str, kind: str | None) -> None:
    assert hinted(label, value, thing=False) == kind


def test_the_name_of_a_thing_is_no_persons() -> None:
    assert hinted("name", "Zorbel Quint", thing=True) is None
    assert found('{"items": [{"name": "Rose Keller Chair", "price": 3}], "name": "Quint Zorbel"}') == [("Quint Zorbel", "PERSON")]


@pytest.mark.parametrize(("text", "expected"), [
    ('{"a": {"first": "x"}, "b": [1.5, "y"], "c": null}', [("a first", "x"), ("b", "1.5"), ("b", "y")]),
    ('{"field": "ssn", "value": "x"}', [("field", "ssn"), ("ssn", "x")]), ('{"Anna Keller!": 1}', [("", "Anna Keller!"), ("anna keller", "1")]),
    ('<p><i name="x" class="y">z</i></p>', [("name", "x"), ("", "z")]), ('<field name="ssn">1</field>', [("ssn", "1")]), ("<a>&amp;</a><style>b{}</style>", [("", "&amp;")]),
    ("name,city\n'Quint Z',\"Y, X\"\n", [("name", "Quint Z"), ("city", "Y, X")]), ("a;1;x\nb;2;y\nc;3;z\n", [("", word) for word in "a1xb2yc3z"]),
    ("|Name|Ort|\n|--|--|\n|Q|U|\n", [("name", "Q"), ("ort", "U")]), ("name: Q\nemail: 'u' # c\nlist:\n - v\n", [("name", "Q"), ("email", "u"), ("list", "v")]),
    ("INSERT INTO t (a, b) VALUES (1, 'x')\n\nSELECT", [("a", "1"), ("b", "x")]), ("INSERT INTO t (a) VALUES ('x')\n\nHi 'there'", [("a", "x")]),
    ("CREATE TABLE t (a INT, b TEXT(5)); INSERT INTO t VALUES (1, 'x');", [("t", "5"), ("a", "1"), ("b", "x")]), ("UPDATE t SET a = 'x' WHERE b LIKE '%y%'", [("a", "x"), ("b", "y")]),
    ("x = 'a' # c\ny = \"b\"\n", [("x", "a"), ("", "c"), ("y", "b")]), ("user='q z' no=1", [("user", "q z"), ("no", "1")]), ("N:Z;Q;\nFN:Q Z\n", [("last name", "Z"), ("first name", "Q"), ("fn", "Q Z")]),
    ("a_b: x # y\nname: z", [("a b", "x"), ("name", "z")]), ("/home/qz/x", [("user", "qz")]), ("no structure, at all", []), ("one line: of prose", []), ("a,b\nc,d", []), ("[1] and {x}", []), ("it's SELECT time", []),
])  # fmt: skip
def test_values_are_found_with_their_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


def test_a_span_is_cut_at_the_borders_of_values_and_dropped_from_syntax() -> None:
    text = '["Anna", "--", "Keller"]'
    fit = Fitting(Layout(text), Layout(text).view())
    pieces = list(fit.fitted([Span(0, len(text), "PERSON", 0.8, "x")]))
    assert [text[piece.start : piece.end] for piece in pieces] == ["Anna", "Keller"]
    assert list(fit.fitted([Span(6, 9, "PERSON", 0.8, "x")])) == []
    assert list(fit.fitted([Span(0, len(text), "PERSON", 0.8, "by_hand")])) == [Span(0, len(text), "PERSON", 0.8, "by_hand")]


def test_numbers_written_in_groups_stay_one_span_and_lists_of_numbers_do_not() -> None:
    for text, whole in (("SELECT '' FROM t WHERE n = 41 11", True), ("SELECT '' FROM t WHERE n IN (41, 11)", False)):
        span = Span(text.index("41"), text.index("11") + 2, "CARD", 0.9, "card")
        assert (list(Fitting(Layout(text), Layout(text).view()).fitted([span])) == [span]) is whole


def test_a_view_longer_than_its_source_still_finds_its_places() -> None:
    assert ("Quint Zorbel", "PERSON") in found("ﷺ" * 30 + ' {"name": "Quint Zorbel"}')


@pytest.mark.parametrize(("text", "value"), [
    ('{"name": "\\ud83d\\ude00 J\\u00f6rg"}', "J\\u00f6rg"), ("write to anna%40example.org", "anna%40example.org"), ("<p>anna&#64;example.org</p>", "anna&#64;example.org"),
    ('{"x": "anna@\\x65xample.org"}', "anna@\\x65xample.org"),
])  # fmt: skip
def test_escapes_are_read_and_hidden_whole(text: str, value: str) -> None:
    assert value in [word for word, _ in found(text)]


def test_escapes_mean_the_same_forwards_and_backwards() -> None:
    view = Decoded("a\\ud83d\\ude00b%41%ff&#x42;c")
    assert view.text == "a😀b%41%ffBc"
    assert [view.to_source(at, at + 1) for at in (0, 1, 2, 9, 10)] == [(0, 1), (1, 13), (13, 14), (20, 26), (26, 27)]
    assert unescaped('a\\"b\\n%41') == 'a"b\nA'
    assert unescaped("plain") == "plain"


def test_a_known_value_inside_a_loser_is_hidden_all_the_same() -> None:
    texts = ['"ssn": 78051120', "ssn 78051120 7qxkEMAIL\\_ABC2"]
    scrubbed = Scrubber().scrub(Draft("c", "r", "chat", tuple(Message("user", text) for text in texts)), KnownMap())
    assert "78051120" not in scrubbed.messages[1].text
    assert residual("\n".join(message.text for message in scrubbed.messages).encode(), scrubbed) == ()


def test_a_number_gets_a_token_of_its_own_that_is_never_issued_twice() -> None:
    picks = iter([b"\x00\x00\x00", b"\x00\x00\x00", b"\x00\x00\x01"])
    mint = Mint([MapEntry("ID_AAA" + bare_character("AAA"), "ID", "1")], lambda _: next(picks))
    assert mint.new("ID", bare=True) == "ID_AAB" + bare_character("AAB")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("phone=+1 268-460-1234", "phone="), ("PASSWORD=$wCJB7T8OJ&A", "PASSWORD="), ("DB_PASSWORD=ab(cd)9Xy!zz next", "DB_PASSWORD= next"),
        ("iban=DE89 3704 0044 0532 0130 00", "iban="), ("name=Anna Keller", "name="), ("card=4111 1111 1111 1111 ok", "card= ok"),
        ("level=info ip=203.0.113.9 user=anna.k phone=+1 268-460-1234 ok", "level=info ip= user= phone= ok"),
    ],
)
def test_a_value_without_quotes_that_goes_on_is_hidden_whole(text: str, left: str) -> None:
    """Blanks and signs inside an unquoted value do not end it: no rest of a number, name or password stays behind."""
    scrubbed = scrub_text(text)
    shown = scrubbed.messages[0].text
    for entry in scrubbed.entries:
        shown = shown.replace(entry.token, "")
    assert shown == left


@pytest.mark.parametrize(("text", "inside"), [
    ("<note><!-- call Anna Keller --><b>4711</b></note>", ["call Anna Keller", "4711"]),
    ("<note><![CDATA[anna@example.org]]></note>", ["anna@example.org"]),
    ("<?xml version='1.0'?><!DOCTYPE note><note>Anna</note>", ["Anna"]),
])
def test_comments_and_character_data_are_text_and_declarations_are_not(text: str, inside: list[str]) -> None:
    """What a person wrote stands in regions; what the parser is told does not."""
    (block,) = markup.find(text, 0, len(text))
    assert [text[region.start : region.end] for region in block.regions] == inside
