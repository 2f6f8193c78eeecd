"""Bad input of the scrub command: what cannot be read is named, what can be read comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.headless.conftest import Ended

Run = Callable[..., Ended]

MAIL = "bob@example.org"
BAD = ("{", '{"text": "anna@example.org"', "[1, 2", '{"text": 5}', '{"id": 1}', '"anna@example.org"', "null", "[" * 100_000, '{"text": "\\ud8"}', "\x00", "{'text': 'anna'}")


def back(run: Run, text: str) -> tuple[str, str]:
    """What leaves of a text, and what restoring makes of it."""
    (line,) = run("scrub", stdin=json.dumps({"id": 1, "text": text})).lines
    (restored,) = run("restore", stdin=json.dumps({"id": 1, "text": line["text"], "map": line["map"]})).lines
    return line["text"], restored["text"]


@pytest.mark.parametrize("bad", BAD)
def test_malformed_json_is_named_by_its_line_and_none_of_it_is_shown(run: Run, bad: str) -> None:
    """The line before it was done; the exit code is 4; the number of the line is told, its text is not."""
    ended = run("scrub", stdin=json.dumps({"id": 1, "text": MAIL}) + f"\n{bad}\n")
    assert ended.code == 4
    assert [line["id"] for line in ended.lines] == [1]
    assert "2" in ended.words
    assert "anna" not in ended.words


@pytest.mark.parametrize("text", [
    f"\x00{MAIL}\x00", f"a\x00b {MAIL} \x00\x00", f"\ud800 {MAIL}", f"{MAIL} \udfff\ud800", f"\udc80\x00{MAIL}\x00\udcff", "\x00", "\ud800",
])  # fmt: skip
def test_nul_and_lone_surrogates_hide_nothing_and_are_not_lost(run: Run, text: str) -> None:
    """The address beside them is hidden, and the whole text comes back to the last character."""
    sent, restored = back(run, text)
    assert MAIL not in sent
    assert restored == text


def test_a_value_that_a_nul_or_a_surrogate_cuts_comes_back(run: Run) -> None:
    """What stands inside a value is never dropped."""
    for cut in ("\x00", "\ud800", "\udfff"):
        text = f"write to bob{cut}by@example.org soon"
        assert back(run, text)[1] == text


def test_two_megabytes_in_one_line_are_scrubbed_whole(run: Run) -> None:
    """A value at the end of a long text is hidden like one at its beginning, and all of it comes back."""
    text = f"{MAIL} " + "The quick report was sent on time and nobody complained about it.\n" * 32_000 + f"ask {MAIL}"
    sent, restored = back(run, text)
    assert len(text) > 2_000_000
    assert MAIL not in sent
    assert restored == text
