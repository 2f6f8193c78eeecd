"""Properties over text with structure in it: whatever is hidden comes back, and no stream differs from its whole."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hybriddesk.privacy import Restorer, Scrubber, residual, scrub_text
from hybriddesk.privacy.tokens import stands_bare
from hybriddesk.records.way import Draft, KnownMap, MapEntry, Message

PIECES = st.sampled_from([
    '{"name": "', '"ssn": 78051120', "78051120", '", "dob": "', "1981-05-04", '"}', "{", "}", "[", "]", ",", ":", '"', "'", "\\", "\\u00e9", "\\n", "Quint Zorbel",
    "<name>", "</name>", '<a href="', "&amp;", "&#65;", "<!--", "-->", "name,email,phone\n", "\n", "|", "\t", ";", "anna@example.org", "INSERT INTO t (name, ssn) VALUES ('",
    "', ", "')", "''", "SELECT ", "WHERE ssn = ", "```\n", "```python\n", "name = ", "# ", "// ", "x = 'Anna Keller'\n", "user=", "name: ", "email: ", " ", "https://x.org/", "](",
    "PERSON_7QXK", "ID_", "\u200b", "é", "\x00", "\ud83d", "（", '"""', "https://x.org/u/anna,", "def f():\n",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=16).map("".join)
ANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ANY
@given(TEXTS)
@example('["a"78051120]')
@example('{"ssn": 78051120, "phone": 5550101234}78051120')
@example("WHERE ssn = 78051120''")
@example('{"name": "Quint Zorbel\\')
def test_restore_undoes_scrub_whatever_the_structure(text: str) -> None:
    scrubbed = scrub_text(text)
    assert Restorer(scrubbed.entries).text(scrubbed.messages[0].text).text == text
    body = json.dumps({"messages": [{"role": "user", "content": scrubbed.messages[0].text}]}).encode()
    assert residual(body, scrubbed) == ()


@ANY
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_a_conversation_about_structure_comes_back_turn_by_turn(texts: list[str]) -> None:
    known = KnownMap()
    for turn in range(len(texts)):
        messages = tuple(Message("user", text) for text in texts[: turn + 1])
        scrubbed = Scrubber().scrub(Draft("c", "r", "chat", messages), known)
        assert [Restorer(scrubbed.entries).text(sent.text).text for sent in scrubbed.messages] == texts[: turn + 1]
        known = KnownMap((*known.entries, *scrubbed.new_entries))


BARE = MapEntry("ID_AAAQ", "ID", "78051120")
ENTRIES = (BARE, MapEntry("PERSON_7QXK", "PERSON", "Anna"), MapEntry("ID_BBBB", "ID", "12"))
ANSWERS = st.lists(st.sampled_from(['"', "'", "ID_AAAQ", '"ID_AAAQ"', "ID_", "AAAQ", "id aaaq", "PERSON_7QXK", "ID_BBBB", " ", "x", "\\", "https://x/", "I", "**"]), max_size=10).map("".join)


@settings(max_examples=600, deadline=None)
@given(ANSWERS, st.data())
@example('"ID_AAAQ"ID_AAAQ"ID_AAAQ"', None)
def test_a_stream_with_numbers_in_quotes_of_ours_equals_the_whole(answer: str, data: st.DataObject | None) -> None:
    assert stands_bare(BARE)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=6))) if data else list(range(len(answer)))
    stream = Restorer(ENTRIES).stream()
    shown = "".join(stream.feed(answer[a:b]) for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)) + stream.close()
    assert stream.report(shown) == Restorer(ENTRIES).text(answer)


def test_quotes_of_ours_go_when_the_number_comes_back_and_others_stay() -> None:
    restorer = Restorer(ENTRIES)
    assert restorer.text('{"ssn": "ID_AAAQ", "a": "ID_BBBB"}').text == '{"ssn": 78051120, "a": "12"}'
    assert restorer.text("the number ID_AAAQ and \"ID_AAAQ'").text == "the number 78051120 and \"78051120'"
