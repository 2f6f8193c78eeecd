"""The cost of long answers and long conversations, counted by work: a clock in a test would lie."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.highlight import Highlighter, lexer_for
from hybriddesk.desk.conversations.live import SLICE, Live
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.pieces import PARAGRAPH, REACH, pieces
from hybriddesk.desk.conversations.pool import READY
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.conversations.transcript import Transcript
from hybriddesk.desk.conversations.turn_view import TurnView
from hybriddesk.records.work import Turn

MIX = (
    "A paragraph of **usual** words that says something about the order and the parcel. " * 3
    + "\n\n- one item\n- another item\n\n```python\ndef f(x):\n    return x + 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n"
)


@pytest.fixture
def looks(theme):
    return Looks(theme, Highlighter(theme, lambda _work, _done: None))


def turn(number, role, text, state="complete"):
    return Turn(f"t{number}", "c", None, role, text, "", state, None, "helper", "helper/1", 0.7, 1_700_000_000_000)


@pytest.fixture
def transcript(qtbot, looks):
    made = Transcript(looks, lambda one: Shown(one, one.text, who="helper"))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def streamed(looks, tokens):
    """Feeds so many tokens a frame of ten; returns the content and the characters parsed in the first and the last tenth."""
    content = Content(looks)
    content.set_width(700)
    words = [f"{word} " if "\n" not in word else word for word in MIX.replace("\n", " \n ").split(" ")]
    read = [0]
    for frame in range(tokens // 10):
        content.feed("".join(words[(frame * 10 + at) % len(words)] for at in range(10)))
        read.append(content.read)
    tenth = len(read) // 10
    return content, read[tenth] - read[0], read[-1] - read[-1 - tenth]


def test_a_token_costs_the_same_at_the_end_of_a_long_answer_as_at_its_beginning(looks):
    """Characters given to the parser per token do not grow over 20,000 tokens."""
    content, first, last = streamed(looks, 20_000)
    assert last <= first * 1.2
    assert len(content.text) > 50_000


def test_one_frame_parses_one_open_piece_at_most_again(looks):
    """What was closed is never read again: a frame's work is bounded by the new text and one piece."""
    content = Content(looks)
    content.set_width(700)
    text, before = MIX * 30, 0
    for at in range(0, len(text), 60):
        content.feed(text[at : at + 60])
        assert content.read - before <= 60 + 2 * (PARAGRAPH + REACH)
        before = content.read


def test_a_streamed_answer_ends_as_the_same_pieces_as_a_read_one(looks):
    """Nothing jumps when the answer is whole."""
    content = Content(looks)
    content.set_width(700)
    for sign in MIX:
        content.feed(sign)
    content.close()
    assert [block.piece for block in content.blocks] == pieces(MIX)
    assert content.given == MIX


def test_a_burst_is_spread_over_frames_and_nothing_is_lost(qtbot, engine):
    """Thousands of pieces between two frames become one update, and a huge one several."""
    live, got = Live(engine.post), []
    live.arrived.connect(got.append)
    engine.on_loop(lambda: [live.add(f"{number} ") for number in range(20_000)])
    whole = "".join(f"{number} " for number in range(20_000))
    qtbot.waitUntil(lambda: sum(map(len, got)) == len(whole), timeout=10_000)
    assert "".join(got) == whole
    assert max(map(len, got)) <= SLICE
    assert len(got) <= len(whole) // SLICE + live.frames
    with qtbot.waitSignal(live.drained):
        live.finish()


def test_ten_thousand_turns_make_widgets_only_for_those_in_sight(qtbot, transcript):
    """Opening and jumping cost what is seen, not what is there."""
    transcript.show_path([turn(number, "user" if number % 2 == 0 else "assistant", MIX) for number in range(10_000)], fresh=True)
    assert transcript.view("t9999") is not None
    assert len(transcript.views()) <= 8
    transcript.go_to("t5000")
    assert transcript.view("t5000").geometry().top() in range(-40, 60)
    assert len(transcript.views()) <= 8


def test_what_is_read_stays_in_place_while_heights_become_known(transcript):
    """Scrolling up through estimates does not make the text jump: the view below keeps its distance to the one above."""
    transcript.show_path([turn(number, "assistant", MIX * 3) for number in range(50)], fresh=True)
    bar = transcript.verticalScrollBar()
    for _ in range(40):
        held = transcript.views()[-1]
        name, before = held.shown.turn.id, held.geometry().bottom()
        bar.setValue(bar.value() - 60)
        after = transcript.view(name)
        if after is not None:
            assert after.geometry().bottom() - before in range(58, 63)


def test_an_answer_longer_than_the_window_lays_out_what_is_in_sight_only(transcript):
    """A 20,000-word answer read from the store is not laid out as a whole."""
    transcript.show_path([turn(1, "assistant", MIX * 300)], fresh=True)
    content = transcript.view("t1").body.content
    assert len(content.blocks) > 1_000
    assert content.layouts < 120


def test_a_growing_answer_is_followed_until_the_person_scrolls_away(transcript):
    """The last words stay in sight; whoever reads further up is left there."""
    one = turn(1, "assistant", "", "streaming")
    transcript.show_path([turn(0, "user", "hello"), one], fresh=True)
    transcript.grow("t1", Content(transcript._looks))
    transcript.refresh()
    bar = transcript.verticalScrollBar()
    for _ in range(30):
        transcript.feed("t1", MIX)
        transcript._place()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(100)
    transcript.feed("t1", MIX)
    transcript._place()
    assert bar.value() == 100
    transcript.settle("t1")
    assert not transcript.view("t1").body.content.growing


def test_a_selection_may_run_over_many_pieces(transcript, qtbot):
    """Text is selected by keys over paragraph, list and code, and copied as it reads."""
    transcript.show_path([turn(1, "assistant", "First words.\n\n- item\n\n```\ncode\n```\n")], fresh=True)
    body = transcript.view("t1").body
    body.setFocus()
    for _ in range(3):
        qtbot.keyClick(body, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(body, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(body, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert body.selected() == "First words.\nitem\ncod"
    body.select_all()
    with qtbot.waitSignal(body.copied) as told:
        body.copy()
    assert told.args == ["First words.\n\n- item\n\n```\ncode\n```"]


def test_the_text_is_there_for_a_screen_reader(transcript):
    """What is painted by hand has a name and its words."""
    transcript.show_path([turn(1, "assistant", "Plain **words** \x1b[31mhere")], fresh=True)
    body = transcript.view("t1").body
    assert body.accessibleName() == "Answer of helper"
    assert "words" in body.accessibleDescription()
    assert "\x1b" not in body.accessibleDescription()


def test_code_gets_its_colours_once_its_lexer_is_there(theme, qapp):
    """The first block is plain, the language is loaded elsewhere, then it is coloured."""
    asked = []
    highlighter = Highlighter(theme, lambda work, done: asked.append((work, done)))
    plain = highlighter.paint("def f(): pass", "python")
    assert [text for _, text in plain] == ["def f(): pass"]
    work, done = asked[0]
    told = []
    highlighter.ready.connect(told.append)
    done(work())
    assert told == ["python"]
    assert len({colour for colour, _ in highlighter.paint("def f(): pass", "python")}) > 1
    assert "".join(text for _, text in highlighter.paint("a\n\n", "python")) == "a\n\n"
    assert lexer_for("no such language") is None


def test_empty_right_to_left_and_emoji_turns_are_shown(transcript):
    """Nothing breaks on a turn without text, in another direction, or beyond the basic plane."""
    transcript.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    texts = ("", "שלום **עולם** 1042", "👩‍👩‍👧‍👦 " * 50, "مرحبا\n\n- بند")
    transcript.show_path([turn(at, "user" if at % 2 else "assistant", text) for at, text in enumerate(texts)], fresh=True)
    transcript.grab()
    mine, answer = transcript.view("t1"), transcript.view("t2")
    assert mine.geometry().left() <= answer.geometry().left() + 20
    assert transcript.view("t0").body.content.blocks == []


def test_what_the_first_answer_needs_is_ready_before_it(qtbot, transcript):
    """Widgets are made and laid out in quiet moments; the first turn takes one of them, and nothing of the rehearsal is seen."""
    qtbot.waitUntil(lambda: len(transcript._pool._spare) == READY, timeout=5_000)
    assert not any(view.isVisible() for view in transcript._pool._spare)
    assert all(view.shown is None for view in transcript._pool._spare)
    waiting = transcript._pool._spare[-1]
    transcript.show_path((turn(1, "user", "first words"),), fresh=True)
    assert transcript.views() == (waiting,)
    assert waiting.body.content.text == "first words"


def test_a_widget_made_ahead_does_not_come_into_sight_with_the_messages(qtbot, looks):
    """Widgets are made while the area is hidden; showing it shows the turns alone."""
    made = Transcript(looks, lambda one: Shown(one, one.text, who="helper"))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made._pool._make_one()
    made.show()
    assert not made._pool._raw.isVisible()
    made.show_path((turn(1, "user", "first words"),), fresh=True)
    assert [view for view in made.findChildren(TurnView) if view.isVisible()] == list(made.views())
