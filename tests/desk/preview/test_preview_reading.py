"""A request as a person reads it."""

from hybriddesk.desk.preview import reading
from hybriddesk.desk.review.marks import Look
from hybriddesk.records.way import Draft, Estimate, MapEntry, Message, Outgoing, Replacement, Route, Scrubbed, Span

ENTRY = MapEntry("PERSON_7QXK", "PERSON", "Anna Keller")
BODY = b'{"messages":["Write to PERSON_7QXK"]}'


def outgoing(*clear_and_scrubbed):
    clear = tuple(Message(role, text) for role, text, _ in clear_and_scrubbed)
    scrubbed = tuple(Message(role, text) for role, _, text in clear_and_scrubbed)
    spans = tuple(
        (Span(m.text.index(ENTRY.value), m.text.index(ENTRY.value) + 11, "PERSON", 0.7, "name"),) if ENTRY.value in m.text else ()
        for m in clear
    )
    return Outgoing(
        Scrubbed(
            Draft("c", "r", "chat", clear), scrubbed, spans,
            (Replacement(ENTRY.token, "PERSON", "name", 0.7, 1, True, ENTRY.value),), (ENTRY,), (ENTRY,),
        ),
        Route("openai", "openai", "gpt-4o", "api.example.com", local=False), "POST", "https://api.example.com/v1/chat/completions",
        (("authorization", "(hidden)"), ("content-type", "application/json")), BODY, "00", Estimate(len(BODY), 9, None),
    )


ONE = outgoing(("user", "Write to Anna Keller", "Write to PERSON_7QXK"))
TWO = outgoing(("system", "Be kind.", "Be kind."), ("user", "Write to Anna Keller", "Write to PERSON_7QXK"))


def marked(side, look):
    return [side.text[mark.start : mark.end] for mark in side.marks.within(0, len(side.text)) if mark.look is look]


def test_found_values_are_marked_on_the_left_and_tokens_on_the_right():
    """The eye finds what was taken out and what stands in its place."""
    assert marked(reading.before(TWO), Look.FOUND) == ["Anna Keller"]
    assert marked(reading.after(TWO), Look.TOKEN) == ["PERSON_7QXK"]


def test_messages_carry_their_role_only_when_there_are_several():
    """One message needs no heading; a prompt with an instruction names both."""
    assert reading.before(ONE).text == "Write to Anna Keller"
    assert reading.before(TWO).text == "Instruction\nBe kind.\n\nYou\nWrite to Anna Keller"


def test_the_newest_message_is_brought_into_sight():
    """A long instruction does not push the person's own words out of the picture."""
    side = reading.after(TWO)
    assert side.text[side.focus.start : side.focus.end] == "You\n"


def test_a_value_shown_by_hand_keeps_its_row():
    """What was let out in clear can be hidden again from the same table."""
    shown = reading.Row("1042", "", "NUMBER", "number", 0.5, 1, new=False)
    assert [row.value for row in reading.rows(ONE, (shown,))] == ["Anna Keller", "1042"]


def test_a_value_hidden_again_has_one_row():
    """Hiding it again does not leave the old row behind."""
    shown = reading.Row("Anna Keller", "", "PERSON", "name", 0.7, 1, new=False)
    assert [row.token for row in reading.rows(ONE, (shown,))] == ["PERSON_7QXK"]


def test_certainty_is_a_word():
    """Three steps a person can act on."""
    assert [reading.certainty(score) for score in (0.95, 0.7, 0.3)] == ["certain", "likely", "possible"]


def test_the_copied_request_is_what_leaves():
    """Method, address, headers with the key hidden, and the exact body."""
    text = reading.as_text(ONE)
    assert text.startswith("POST https://api.example.com/v1/chat/completions\nauthorization: (hidden)\n")
    assert text.endswith(BODY.decode())
