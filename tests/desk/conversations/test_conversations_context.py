"""The meter of the model's window, and the way to messages that it reads as a summary only."""

from __future__ import annotations

from hybriddesk.catalog.window import Marks
from hybriddesk.desk.conversations.context_line import details
from hybriddesk.desk.conversations.context_meter import ContextMeter
from hybriddesk.records.context import Parts
from tests.way.loopback import Loopback, stream
from tests.way.test_context import FACT, FIGURES, TALK


def small(desk, server, window=1000):
    thread = desk.cloud(server)
    desk.fetch(lambda: desk.workspace.settings.set("context.unknown_window", window))
    desk.fetch(lambda: desk.workspace.settings.set("context.reserve_tokens", 50))
    return thread


def counted(desk):
    desk.place.writing.count()
    with desk.qtbot.waitSignal(desk.place.counting.counted, timeout=10_000):
        pass


def shown(desk):
    return [turn.id for turn in desk.place.transcript._column.turns]


def test_summarised_messages_are_one_click_away(desk):
    """The bar says how many messages the model reads as a summary; a click shows them, another hides them, a third thing shows the summary."""
    with Loopback([stream(TALK)]) as server:
        small(desk, server)
        for number in range(7):
            desk.say(FACT if number == 0 else f"{TALK} {number}")
        counted(desk)
        bar = desk.place.context_bar
        desk.wait(bar.isVisible)
        assert bar.covered > 0
        assert bar.words.text().startswith(f"{bar.covered} earlier messages are summarised")
        whole = [turn.id for turn in desk.path]
        assert shown(desk) == whole[bar.covered :]
        bar.show_button.click()
        assert shown(desk) == whole
        assert bar.show_button.text() == "Hide them"
        counted(desk)
        assert shown(desk) == whole
        bar.show_them()
        assert shown(desk) == whole
        bar.show_button.click()
        assert shown(desk) == whole[bar.covered :]
        assert not bar.summary.isVisible()
        bar.read_button.click()
        assert FACT in bar.summary.toPlainText()
        assert bar.summary.isVisible()
        bar.read_button.click()
        assert not bar.summary.isVisible()
        desk.conversation()
        assert not bar.isVisible()


def test_the_oldest_messages_go_only_on_the_persons_click(desk):
    """Where no summary fits, nothing is sent; the notice offers to ask without the oldest ones, and the bar says so afterwards."""
    with Loopback([stream("ok")]) as server:
        small(desk, server, 3000)
        for number in range(8):
            desk.say(FIGURES.replace("A", f"B{number}"))
            if desk.place.talk.faults:
                break
        before = len(server.requests)
        desk.wait(lambda: desk.place.transcript.view(desk.path[-1].id) is not None)
        desk.place.transcript.go_to(desk.path[-1].id)
        button = desk.view().ask_again
        assert "Ask without the" in button.text()
        assert "Nothing was sent" in desk.view()._rest.text()
        button.click()
        desk.wait(lambda: len(server.requests) == before + 1 and not desk.place.is_answering())
        counted(desk)
        desk.wait(lambda: "left out for the model, as you said" in desk.place.context_bar.words.text())


def test_what_fills_the_window_is_said_in_figures(desk):
    """A click on the figure opens the parts; an unknown window is said in words; the helper reads texts of any length."""
    with Loopback([stream(TALK)]) as server:
        small(desk, server, 0)
        desk.say(TALK)
        counted(desk)
        composer = desk.place.composer
        assert "window unknown" in composer.figure.text()
        assert not composer.meter.isVisible()
        composer.figure.click()
        assert "is not known, so nothing is summarised" in composer.details.text()
        desk.fetch(lambda: desk.workspace.settings.set("context.unknown_window", 1000))
        counted(desk)
        assert composer.figure.text().startswith("context")
        assert "kept free for the answer 50" in composer.details.text()
        assert composer.meter.isVisible()
        composer.figure.click()
        assert not composer.details.isVisible()
        desk.conversation()
        desk.write("Hello there")
        counted(desk)
        assert "any length" in composer.figure.toolTip()


def test_the_meter_draws_each_part_and_the_marks(qtbot, theme):
    """System, summary, history, knowledge and reserve stand side by side and never past the end; the colour follows what leaves."""
    meter = ContextMeter(theme)
    qtbot.addWidget(meter)
    meter.show_parts(Parts(100, 100, 200, 50, 50, whole=900, window=1000), Marks())
    assert [name for name, _, _ in meter.segments()] == ["system", "summary", "history", "knowledge", "reserve"]
    assert meter.segments()[-1][2] == 0.5
    assert meter.tone() == "accent"
    assert meter.parts.whole_share > 0.95
    meter.resize(meter.sizeHint())
    meter.show()
    assert not meter.grab().isNull()
    meter.show_parts(Parts(0, 0, 2000, reserve=10, window=1000), Marks())
    assert meter.segments()[0][2] == 1.0
    assert meter.tone() == "bad"
    meter.show_parts(Parts(0, 0, 800, window=1000), Marks())
    assert meter.tone() == "warn"
    assert "Without summaries" in details(Parts(0, 10, 20, whole=500, window=1000))
