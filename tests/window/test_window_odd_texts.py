"""Texts as people really send them: signs, other scripts, nothing, very much of it."""

import pytest

from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewReview, SourceItem
from tests.window.drive import until

TEXTS = {
    "emoji": "Thanks 👩🏽‍🚀👨‍👩‍👧‍👦! Flag 🇨🇭, combining e\u0301, and a 𝕗𝕒𝕟𝕔𝕪 𝓯𝓸𝓷𝓽.",
    "right_to_left": "مرحبا، رقم الطلب 5521. שלום, ההזמנה 7710 לא הגיעה.\nMixed with English and 12:30.",
    "invisible": "zero\u200bwidth, bidi \u202eoverride\u202c, line\u2028separator, paragraph\u2029separator, nul-free \u0007 bell",
    "line_ends": "one\r\ntwo\rthree\nfour",
    "markup": "<b>not bold</b> <img src='https://example.invalid/x.png'> &amp; [link](https://example.invalid) {braces} %1 %s",
    "blank": "   \n\t\n",
    "long_line": "wordwithoutend" * 3_000,
    "very_long": "A sentence that is repeated very often. " * 5_000,
}


def file(workspace, name, text, key=""):
    item = workspace.items.file_import("odd", "reply", [SourceItem("odd", name + key, "mail", f"{name} {text[:200]}", text or " ")]).new[0]
    return workspace.reviews.file(NewReview(
        conversation=item, run=new_id(), item=item, turn=None, workflow="reply", prompt_version="reply@1", provider="helper",
        model="helper/1", title=f"{name} {text[:200]}", request=text, draft=text, draft_scrubbed=text, confidence=0.4, reasons=(),
        needs_person=True, hidden_count=0,
    ), 0.5)


@pytest.mark.parametrize("name", TEXTS)
def test_odd_text_is_shown_edited_and_kept_byte_for_byte(empty, name):
    """A draft of such a text is listed, opened, approved as it is unchanged to the last sign, and edited without losing any."""
    text = TEXTS[name]
    workspace = empty.shell.context.workspace
    first, second = (empty.ask(lambda key=key: file(workspace, name, text, key)) for key in "ab")
    empty.keys("Ctrl+3")
    page = empty.review_lies()
    for _turn in range(2):
        until(page.queue.list.hasFocus, "the list")
        here = empty.review_lies().table.review_id
        if here == first:
            empty.keys("a")
        else:
            empty.keys("Return")
            until(page.bench.texts.editor.hasFocus, "the editor")
            empty.keys("Ctrl+End")
            empty.type("!")
            empty.keys("Ctrl+Return")
        until(lambda here=here: page.table.review_id != here and not page.table.deciding, "the decision")
    as_is, edited = empty.ask(lambda: [workspace.reviews.get(each) for each in (first, second)])
    assert as_is.state == "approved"
    assert as_is.final == text
    assert edited.state == "edited"
    assert edited.final == normal(text) + "!"
    empty.go("home")
    empty.go("review")
    empty.click("queue_view_done")
    empty.calm()


def normal(text):
    """What an editor makes of it once it is edited: one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\u2028")


def test_no_picture_or_link_of_a_text_is_loaded(empty, monkeypatch):
    """A text full of addresses opens without any attempt to reach them."""
    import socket

    tried = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: tried.append(args))
    workspace = empty.shell.context.workspace
    empty.ask(lambda: file(workspace, "markup", TEXTS["markup"]))
    empty.keys("Ctrl+3")
    page = empty.review_lies()
    assert page.bench.texts.editor.toPlainText() == TEXTS["markup"]
    assert tried == []
