"""The sheet in which a person decides what leaves, driven through its widgets on requests that the real scrubber made."""

import hashlib
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.privacy.tagger.tagger import ShippedTagger
from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Draft, Estimate, KnownMap, Message, Outgoing, Route

TEXT = "Write to anna.keller@example.org about order 1042.\nThe codeword is Bluebird."


def request(known=None, run="r", cost=0.0004, text=TEXT, tagger=None):
    """What the workflow would ask about, from the real scrubber."""
    scrubbed = Scrubber(tagger=tagger).scrub(Draft("c", run, "chat", (Message("user", text),)), known or KnownMap())
    body = json.dumps({"messages": [{"role": m.role, "content": m.text} for m in scrubbed.messages]}).encode()
    return Outgoing(
        scrubbed, Route("openai", "openai", "gpt-4o", "api.example.com", local=False), "POST", "https://api.example.com/v1",
        (("authorization", "(hidden)"), ("accept", "text/event-stream")), body, hashlib.sha256(body).hexdigest(), Estimate(len(body), 20, cost),
    )


@pytest.fixture
def theme(qapp):
    made = Theme(QApplication.instance())
    made.apply("light")
    return made


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    made.resize(1440, 900)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(qtbot, theme, window):
    made = CheckSheet(theme, window)
    made.answers = []
    made.answered.connect(made.answers.append)
    made.show_request(request(), 0)
    qtbot.waitExposed(made)
    yield made
    made.hide()


def test_both_texts_the_values_and_the_facts_are_shown(sheet):
    """Left in clear, right as it leaves; a row per value; bytes, tokens, price, host and headers."""
    token = sheet.table.item(0, 1).text()
    assert "anna.keller@example.org" in sheet.left.text()
    assert "anna.keller@example.org" not in sheet.right.text()
    assert token in sheet.right.text()
    assert sheet.table.item(0, 0).text() == "anna.keller@example.org"
    assert sheet.replaced.text() == "1 replaced"
    assert "bytes" in sheet.estimate.text()
    assert "$0.0004" in sheet.estimate.text()
    assert "api.example.com" in sheet.to.whole_text()
    assert "authorization (hidden)" in sheet.to.whole_text()


def test_a_look_alike_of_a_token_says_why_it_was_replaced(sheet):
    """Nobody hid it by hand; the row says in plain words what happened."""
    sheet.show_request(request(text="Please look for PERSON_7QX9 in the list."), 0)
    assert sheet.table.item(0, 0).text() == "PERSON_7QX9"
    assert sheet.table.item(0, 2).text() == "Looked like a token, so it was replaced"


def test_the_exact_bytes_are_one_click_away(sheet):
    """Raw body, headers, digest; nothing found in clear."""
    sheet.views.button("bytes").click()
    assert sheet.body.isVisible()
    assert "POST https://api.example.com/v1" in sheet.body.toPlainText()
    assert "anna.keller" not in sheet.body.toPlainText()
    assert len(sheet.digest.text().split()[-1]) == 64


def test_a_price_that_is_not_known_is_said_so(sheet):
    """No figure is made up."""
    sheet.show_request(request(cost=None), 0)
    assert "price not known" in sheet.estimate.text()


def test_sending_by_keys(sheet):
    """Ctrl+Return sends, once."""
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.answers == [Consent("send")]


def test_escape_sends_nothing(sheet):
    """Leaving the sheet is a no."""
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.answers == [Consent("cancel")]


def test_the_helper_can_be_taken_instead(sheet):
    """One button keeps it all on this computer."""
    sheet.helper.click()
    assert sheet.answers == [Consent("use_helper")]


def test_space_lets_a_value_out_and_again_hides_it(sheet):
    """The override goes to the workflow, which scrubs again; the row stays to take it back."""
    sheet.table.setFocus()
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    (consent,) = sheet.answers
    assert consent.answer == "redo"
    assert [(each.action, each.value) for each in consent.by_hand] == [("show", "anna.keller@example.org")]
    assert not sheet.send.isEnabled()
    shown = request(KnownMap(by_hand=consent.by_hand))
    sheet.show_request(shown, 0)
    assert "anna.keller@example.org" in sheet.right.text()
    assert sheet.table.item(0, 1).text() == "leaves in clear"
    sheet.table.setFocus()
    QTest.keyClick(sheet.table, Qt.Key.Key_Delete)
    assert sheet.answers[-1].take_back == ("anna.keller@example.org",)
    sheet.show_request(request(), 0)
    assert "anna.keller@example.org" not in sheet.right.text()
    assert sheet.table.rowCount() == 1


def test_a_click_on_the_last_column_lets_a_value_out(sheet, qtbot):
    """For the mouse: the row says what it does."""
    index = sheet.table.model().index(0, 4)
    qtbot.mouseClick(sheet.table.viewport(), Qt.MouseButton.LeftButton, pos=sheet.table.visualRect(index).center())
    assert sheet.answers[0].by_hand[0].action == "show"


def test_marked_words_are_hidden_by_h(sheet):
    """What no rule can know, a person hides."""
    cursor = sheet.left.textCursor()
    at = sheet.left.text().index("Bluebird")
    cursor.setPosition(at)
    cursor.setPosition(at + len("Bluebird"), QTextCursor.MoveMode.KeepAnchor)
    sheet.left.setTextCursor(cursor)
    sheet.left.setFocus()
    assert sheet.hide_button.isEnabled()
    QTest.keyClick(sheet.left, Qt.Key.Key_H)
    (consent,) = sheet.answers
    assert [(each.action, each.value) for each in consent.by_hand] == [("hide", "Bluebird")]
    sheet.show_request(request(KnownMap(by_hand=consent.by_hand)), 0)
    assert "Bluebird" not in sheet.right.text()


def test_the_rule_and_the_rest_of_a_batch_go_with_the_answer(sheet):
    """Ask less for this provider, and not for each of the eleven that follow."""
    sheet.show_request(request(), 11)
    assert "11" in sheet.rest.text()
    sheet.rest.setChecked(True)
    sheet.rule.setCurrentIndex(sheet.rule.findData("new_kinds"))
    sheet.send.click()
    assert sheet.answers == [Consent("send", rule="new_kinds", rest_of_batch=True)]


def test_the_copied_request_hides_the_key(sheet):
    """It can be pasted into a mail to the person in charge."""
    sheet.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "authorization: (hidden)" in copied
    assert "anna.keller" not in copied


def test_every_focusable_widget_has_a_name(sheet):
    """A screen reader never says "button" alone."""
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in sheet.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not widget.accessibleName() and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_a_theme_change_recolours_the_table(sheet, theme):
    """Violet stays readable in the dark."""
    before = sheet.table.item(0, 1).foreground().color()
    theme.apply("dark")
    assert sheet.table.item(0, 1).foreground().color() != before


@pytest.fixture
def engine(qapp):
    made = Engine()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def asking(engine, theme, window):
    return Asking(engine, lambda: CheckSheet(theme, window))


def ask(engine, asking, outgoing):
    """Starts a job that asks, and gives a list in which the answer will be."""
    got = []
    job = engine.job(lambda: asking.ask(outgoing, 0))
    job.done.connect(got.append)
    job.start()
    return job, got


def test_a_waiting_request_opens_the_sheet_and_gets_the_answer(qtbot, engine, asking):
    """The work waits on its thread; the window does not."""
    _, got = ask(engine, asking, request())
    qtbot.waitUntil(lambda: asking.sheet is not None, timeout=3_000)
    asking.sheet.send.click()
    qtbot.waitUntil(lambda: got == [Consent("send")], timeout=3_000)
    assert asking.sheet is None


def test_two_requests_are_shown_one_after_the_other(qtbot, engine, asking):
    """A second question never covers the first."""
    _, first = ask(engine, asking, request())
    qtbot.waitUntil(lambda: asking.sheet is not None, timeout=3_000)
    _, second = ask(engine, asking, request(run="other"))
    asking.sheet.send.click()
    qtbot.waitUntil(lambda: first == [Consent("send")], timeout=3_000)
    qtbot.waitUntil(lambda: asking.sheet is not None and asking.sheet.send.isEnabled(), timeout=3_000)
    asking.sheet.cancel.click()
    qtbot.waitUntil(lambda: second == [Consent("cancel")], timeout=3_000)


def test_cancelled_work_takes_its_question_away(qtbot, engine, asking):
    """Nobody is asked about a request that will not be sent."""
    job, got = ask(engine, asking, request())
    qtbot.waitUntil(lambda: asking.sheet is not None, timeout=3_000)
    job.cancel()
    qtbot.waitUntil(lambda: asking.sheet is None, timeout=3_000)
    assert got == []


def test_a_request_refused_after_a_change_closes_the_sheet(qtbot, engine, asking):
    """Showing a secret by hand is refused by the last check; no dead sheet stays behind."""

    async def work():
        await asking.ask(request(), 0)
        raise Refused("privacy.residual", kinds="SECRET", count=1)

    job = asking.watch(engine.job(work))
    job.start()
    qtbot.waitUntil(lambda: asking.sheet is not None, timeout=3_000)
    asking.sheet.toggle(asking.sheet.table._rows[0])
    qtbot.waitUntil(lambda: asking.sheet is None, timeout=3_000)


def test_a_damaged_name_finder_is_said_before_anything_leaves(sheet, tmp_path):
    """The file is not the shipped one: the sheet says that names were found by rules alone, and says it no more once they are not."""
    assert not sheet.doubt.isVisible()
    (tmp_path / "names.npz").write_bytes(b"not the shipped one")
    sheet.show_request(request(tagger=ShippedTagger(tmp_path / "names.npz")), 0)
    assert sheet.doubt.isVisible()
    assert "names.npz" in sheet.doubt.words.text()
    assert sheet.doubt.accessibleName() == sheet.doubt.words.text()
    sheet.show_request(request(), 0)
    assert not sheet.doubt.isVisible()
