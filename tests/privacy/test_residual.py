"""The last look at the outgoing bytes: a known value stops the request in whatever writing it stands there."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote

import pytest

from hybriddesk.privacy import Scrubber, residual, scrub_text
from hybriddesk.privacy.encoded import encoded_runs
from hybriddesk.records.way import Draft, KnownMap, MapEntry, Message, Scrubbed

VALUES = ("Anna Keller", "anna.keller@example.org", "4929 1234 5678 9012", "hunter2-Zr8")
SCRUBBED = scrub_text("I am Anna Keller, anna.keller@example.org, card 4929 1234 5678 9012, password: hunter2-Zr8")
WRITINGS = {
    "as it is": lambda v: v,
    "in capitals": str.upper,
    "full width": lambda v: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in v),
    "zero width between": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "escaped for JSON": lambda v: "".join(f"\\u{ord(c):04x}" for c in v),
    "escaped twice": lambda v: json.dumps(json.dumps("".join(f"\\u{ord(c):04x}" for c in v)))[1:-1],
    "for a URL": lambda v: quote(v, safe=""),
    "all percent": lambda v: "".join(f"%{ord(c):02X}" for c in v),
    "percent of percent": lambda v: quote("".join(f"%{ord(c):02X}" for c in v)),
    "as entities": lambda v: "".join(f"&#{ord(c)};" for c in v),
    "as hexadecimal entities": lambda v: "".join(f"&#x{ord(c):x};" for c in v),
    "entities escaped": lambda v: html.escape("".join(f"&#{ord(c)};" for c in v)),
    "base64": lambda v: base64.b64encode(v.encode()).decode(),
    "base64 without its end": lambda v: base64.urlsafe_b64encode(v.encode()).decode().rstrip("="),
    "base64 of a sentence": lambda v: base64.b64encode(f"please write to {v} today".encode()).decode(),
    "base64 of base64": lambda v: base64.b64encode(base64.b64encode(v.encode())).decode(),
    "base64 of percent": lambda v: base64.b64encode(quote(v, safe="").encode()).decode(),
    "hexadecimal": lambda v: v.encode().hex(),
}


def body(content: object) -> bytes:
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": content}]}).encode()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("writing", WRITINGS)
def test_a_value_is_found_in_any_writing(writing: str, value: str) -> None:
    assert residual(body(f"see ( {WRITINGS[writing](value)} ) there"), SCRUBBED)


@pytest.mark.parametrize("written", ["4929123456789012", "4929-1234-5678-9012", "4929.1234.5678.9012", "49 29 12 34 56 78 90 12"])
def test_a_number_is_found_in_any_grouping(written: str) -> None:
    assert residual(body(f"pay with {written}."), scrub_text("card 4929 1234 5678 9012"))


def test_a_value_is_found_where_a_body_holds_no_text() -> None:
    assert residual(body([{"Anna Keller": 1}]), SCRUBBED)
    assert residual(body([4929123456789012]), SCRUBBED)
    assert not residual(body([4929, True, None, 1.5]), SCRUBBED)


def test_what_is_shown_by_hand_may_leave_in_the_same_writings() -> None:
    assert not residual(body("Anna%20Keller QW5uYSBLZWxsZXI="), SCRUBBED, ("Anna Keller",))


def own(text: str) -> Scrubbed:
    return scrub_text(f"Anna Keller, password: hunter2-Zr8 wrote: {text}")


@pytest.mark.parametrize("text", [
    "Anna%20Keller", "QW5uYSBLZWxsZXI=", "&#65;nna Keller", "anna%2Ekeller%40example.org", "4e6f7420416e6e61204b656c6c6572", "100%20 of &amp; and &nosuch; %zz \\u00", "%ff%fe",
    '{"q": "Anna\\u0020Keller"}', "<p>Anna&nbsp;Keller</p>", "QW5uYSB", "====", "aGVsbG8gd29ybGQ=",
])  # fmt: skip
def test_the_scrubber_sees_the_same_writings_so_that_its_own_work_is_never_refused(text: str) -> None:
    scrubbed = own(text)
    assert residual(body(scrubbed.messages[0].text), scrubbed) == ()


def test_only_readable_text_counts_as_decoded() -> None:
    assert [plain for _, _, plain in encoded_runs("QW5uYQ== resident Resident 0011223344 deadbeef //////")] == ["Anna"]
    assert [plain for _, _, plain in encoded_runs("QW5uYSBBQ 416e6e61")] == ["Anna A", "Anna"]


def test_a_known_value_that_touches_a_value_with_its_last_sign_only_is_hidden_all_the_same() -> None:
    """``<QW5uYSBLZWxsZXI=#>``: the name of an attribute to a reader of HTML, a person's name to anybody who decodes it."""
    text = "<QW5uYSBLZWxsZXI=#', 5)&#65;<name></name>QW5uYSBLZWxsZXI=)name = "
    scrubbed = Scrubber().scrub(Draft("c", "r", "chat", (Message("user", text),)), KnownMap((MapEntry("PERSON_7QXS", "PERSON", "anna"),)))
    assert "QW5uYSBLZWxsZXI" not in scrubbed.messages[0].text


def test_a_secret_that_shows_once_its_neighbour_is_hidden_goes_too() -> None:
    text = "write to anna@example.orgpassword: Hunter2x! now"
    scrubbed = scrub_text(text)
    assert "Hunter2x!" not in scrubbed.messages[0].text


def test_a_quote_on_a_list_is_no_word() -> None:
    """A token in the place of a bare number stands in quotes of ours, which would then be what must not leave."""
    text = '{"ssn": 78051120} and the word Nebel'
    scrubbed = Scrubber().scrub(Draft("c", "r", "chat", (Message("user", text),)), KnownMap(deny=('"', "'", "Nebel")))
    sent = scrubbed.messages[0].text
    assert "Nebel" not in sent
    assert "78051120" not in sent
    assert residual(json.dumps({"messages": [{"content": sent}]}).encode(), scrubbed) == ()


def test_syntax_of_a_program_beside_such_a_secret_stays() -> None:
    """What the clear text says in a program is no value, however the text around it changes."""
    text = "```python\nname = 'x'\napi_token = load_token4you(7)\n```\nwrite to anna@example.orgpassword: Hunter2x! now"
    sent = scrub_text(text).messages[0].text
    assert "load_token4you(7)" in sent
    assert "Hunter2x!" not in sent


def test_a_secret_is_refused_also_beside_a_shown_value() -> None:
    """A value shown by hand may leave, the others may not."""
    scrubbed = scrub_text("Anna Keller met Bob Stone. ```python\nkey = read_key2()\n```")
    body = json.dumps({"messages": [{"content": "Anna Keller; password: hunter2-Zr8x"}]}).encode()
    assert {leak.code for leak in residual(body, scrubbed, ("Anna Keller",))} == {"privacy.secret_in_clear"}
