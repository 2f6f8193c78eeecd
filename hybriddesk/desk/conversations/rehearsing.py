"""What the first answer needs, got ready in the quiet moment before it: libraries on a worker thread, one turn shown to nobody."""

from __future__ import annotations

from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.highlight import lexer_for
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.markdown import as_html
from hybriddesk.desk.conversations.pieces import pieces
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.conversations.turn_view import TurnView
from hybriddesk.records.work import Turn

SAMPLE = "Words, *more* words and `code`.\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx = 1\n```\n"
WIDTH = 600


def load() -> None:
    """On a worker thread: the Markdown parser with all its patterns, and Pygments."""
    for piece in pieces(SAMPLE):
        as_html(piece)
    lexer_for("python")


def rehearse(view: TurnView, looks: Looks) -> None:
    """Shows a turn in a hidden widget, so that styles, fonts and layouts are there when the first real one comes."""
    turn = Turn("", "", None, "assistant", SAMPLE, "", "complete", None, "", "", 1.0, 0)
    content = Content(looks)
    content.show(SAMPLE)
    view.show_turn(Shown(turn, SAMPLE), content)
    view.resize(WIDTH, view.fit(WIDTH))
    view.grab()
    view.forget()
