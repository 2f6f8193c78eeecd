"""The main job through the window: real files in, drafts checked and sent, decided by keyboard."""

import re

from PySide6.QtWidgets import QWidget

from tests.way.loopback import TOKEN, Loopback
from tests.window import steps
from tests.window.drive import find, says, until, usable

GOOD, BROKEN = 8, 5


def test_files_become_drafts_and_broken_ones_are_named(empty):
    """Eight messages are drafted by the built-in helper; five things that cannot be read are named with their reason."""
    steps.import_folder(empty, steps.INPUTS)
    assert says(f"{GOOD} items to draft")
    assert says(f"{BROKEN} could not be read")
    steps.start_drafting(empty)
    view = steps.drafted(empty)
    assert (view.drafted, view.failed) == (GOOD, ())
    steps.leave_import(empty)
    assert len(steps.ids(empty, "all")) + steps.counts(empty).get("approved", 0) == GOOD
    steps.import_folder(empty, steps.INPUTS)
    until(lambda: says("Nothing new to draft"), "the doubles left out")


def test_check_before_sending_shows_and_obeys(empty):
    """The sheet shows what leaves; a value let out by hand leaves, a word hidden by hand does not, and nothing else readable does."""
    with Loopback() as server:
        steps.add_provider(empty, "loopback", server.url)
        asked = len(server.requests)
        steps.import_folder(empty, steps.INPUTS)
        steps.start_drafting(empty, "loopback")
        until(lambda: find(QWidget, "check_sheet"), "the sheet")
        rows = steps.sheet_rows(empty)
        assert len(server.requests) == asked
        assert any("petra.lindqvist@example.org" in value for value in rows)
        assert all(TOKEN.fullmatch(token) for token in rows.values())
        steps.let_out(empty, "+41 79 555 01 23")
        steps.hide_word(empty, "parcel")
        after = usable("sheet_after").toPlainText()
        assert "Petra" not in after
        steps.send(empty, rest=True)
        view = steps.batch_by_sheet(empty)
        assert view.drafted == GOOD
        chats = [each for each in server.requests if each.method == "POST"]
        assert_private(empty, chats, let_out="+41 79 555 01 23", hidden="parcel")
        assert_unlinked(chats)
        steps.leave_import(empty)
        drafts = empty.ask(lambda: [empty.shell.context.workspace.reviews.get(each).draft for each in steps_all(empty)])
        assert not [draft for draft in drafts if TOKEN.search(draft)]


def steps_all(window):
    return list(window.shell.context.workspace.reviews.ids("all", "risk"))


def assert_private(window, chats, *, let_out, hidden):
    """No value of any map reached the server but the one let out; nor the key anywhere but in its header."""
    bodies = [each.body.decode() for each in chats]
    assert let_out in bodies[0]
    assert not re.search(rf"\b{hidden}\b", bodies[0])
    workspace = window.shell.context.workspace
    items = window.ask(lambda: [workspace.items.get(each).id for each in all_items(workspace)])
    known = window.ask(lambda: {one: workspace.placeholders.known(one).entries for one in items})
    values = {entry.value for entries in known.values() for entry in entries} - {let_out}
    assert len(values) >= 10
    for value in values - {hidden}:
        assert not [body for body in bodies if value in body], value
    for body in bodies:
        assert steps.KEY not in body


def all_items(workspace):
    return [one for state in ("new", "drafting", "drafted", "failed", "unknown") for one in workspace.items.in_state(state)]


ALLOWED_HEADERS = {"host", "accept", "accept-encoding", "content-type", "content-length", "authorization", "connection", "user-agent"}
ALLOWED_FIELDS = {"model", "messages", "stream", "stream_options", "temperature", "max_tokens", "logprobs", "top_logprobs"}


def assert_unlinked(chats):
    """Two conversations share no connection, no token, no identifying header and no field beyond those of the API."""
    assert len({each.connection for each in chats}) == len(chats)
    tokens: dict[str, int] = {}
    for number, each in enumerate(chats):
        names = {name.lower() for name, _value in each.headers}
        assert names <= ALLOWED_HEADERS, names - ALLOWED_HEADERS
        assert set(each.json()) <= ALLOWED_FIELDS, set(each.json()) - ALLOWED_FIELDS
        for token in set(TOKEN.findall(each.body.decode())):
            assert tokens.setdefault(token, number) == number, f"{token} in two conversations"
    for name in ALLOWED_HEADERS - {"content-length"}:
        assert len({each.header(name) for each in chats}) == 1, name


def test_review_by_keyboard_alone(sampled):
    """Approve as is, edit, send back, escalate, skip and undo: no click from the first to the last."""
    page = sampled.review_lies()
    reviews = sampled.shell.context.workspace.reviews
    sampled.clicks = 0

    def current():
        return sampled.review_lies().table.review_id

    def moved(from_id):
        until(lambda: page.table.review_id not in (None, from_id) and not page.table.deciding, "the next draft")

    def state(review):
        return sampled.ask(lambda: reviews.get(review).state)

    one = next_with_text(sampled, page)
    sampled.keys("a")
    moved(one)
    assert state(one) == "approved"
    two = next_with_text(sampled, page)
    sampled.keys("Return")
    until(page.bench.texts.editor.hasFocus, "the editor")
    sampled.keys("Ctrl+End")
    sampled.type(" All the best.")
    sampled.keys("Ctrl+Return")
    moved(two)
    assert state(two) == "edited"
    three = current()
    sampled.keys("r")
    until(page.bench.bar.line.field.hasFocus, "the question")
    sampled.type("The order number is wrong")
    sampled.keys("Return")
    moved(three)
    assert state(three) == "returned"
    four = current()
    sampled.keys("e")
    until(page.bench.bar.line.field.hasFocus, "the question")
    sampled.type("Legal should see this")
    sampled.keys("Return")
    until(lambda: state(four) == "escalated" and not page.table.deciding, "escalated")
    until(page.queue.list.hasFocus, "the list")
    five = current()
    sampled.keys("s")
    moved(five)
    assert state(five) in {"pending", "in_review"}
    sampled.keys("u")
    until(lambda: page.table.review_id == four and state(four) != "escalated", "the escalation taken back")
    assert sampled.clicks == 0


def next_with_text(window, page):
    """Skips drafts the helper declined; the list has the focus."""
    until(page.queue.list.hasFocus, "the list")
    while not page.table.current.review.draft.strip():
        before = page.table.review_id
        window.keys("s")
        until(lambda before=before: page.table.review_id not in (None, before), "the next")
    return page.table.review_id
