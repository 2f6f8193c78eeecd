"""What lies on the desk, also when the person is faster than the store or the store says no."""

import asyncio
from types import SimpleNamespace

import pytest

from hybriddesk.desk.review.active_time import ActiveTime
from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.review.worktable import Worktable
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.records.way import MapEntry, Reason

pytestmark = pytest.mark.usefixtures("qapp")
ANNA = MapEntry("PERSON_7QXK", "PERSON", "Anna Keller")


def review(review_id="a", draft="Dear Anna Keller", **more):
    values = {"id": review_id, "draft": draft, "working": None, "final": None, "decided_ms": None, "state": "in_review"}
    return SimpleNamespace(**(values | more))


class Service:
    """Keeps what was asked; ``no`` is a fault to raise instead of deciding."""

    def __init__(self):
        self.asked = []
        self.no = None

    async def open(self, review_id):
        self.asked.append(("open", review_id))
        return SimpleNamespace(review=review(review_id), entries=(ANNA,))

    async def release(self, review_id):
        self.asked.append(("release", review_id))

    async def autosave(self, review_id, text):
        self.asked.append(("autosave", review_id, text))

    async def approve(self, review_id, text, _seconds):
        if self.no:
            raise self.no
        self.asked.append(("approve", review_id, text))
        return review(review_id, state="edited", decided_ms=1)


class Slow:
    """Runs a call only when ``go`` is called, as a busy engine would."""

    def __init__(self):
        self.calls = []

    def run(self, call, done, failed):
        self.calls.append((call, done, failed))

    def go(self):
        while self.calls:
            call, done, failed = self.calls.pop(0)
            try:
                result = asyncio.run(call())
            except Fault as fault:
                failed(fault)
            else:
                done(result)


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def slow():
    return Slow()


@pytest.fixture
def table(service, slow):
    return Worktable(service, slow.run)


def test_a_held_key_opens_the_first_and_the_last(table, service, slow):
    """Running down the queue does not claim every entry on the way, and gives back what it passed."""
    for wish in "abcd":
        table.open(wish)
    slow.go()
    assert [asked for asked in service.asked if asked[0] == "open"] == [("open", "a"), ("open", "d")]
    assert ("release", "a") in service.asked
    assert table.review_id == "d"


def test_going_on_saves_before_it_gives_back(table, service, slow):
    """The words are in the store before anybody else may take the entry."""
    table.open("a")
    slow.go()
    table.typed("Dear PERSON_7QXK, hello")
    table.open("b")
    slow.go()
    acts = [asked for asked in service.asked if asked[0] != "open"]
    assert acts == [("autosave", "a", "Dear Anna Keller, hello"), ("release", "a")]


def test_a_refused_decision_keeps_draft_and_text(table, service, slow):
    """Someone else decided meanwhile: the fault is told, the typed words are saved, not lost."""
    faults = []
    table.failed.connect(faults.append)
    table.open("a")
    slow.go()
    table.typed("Dear PERSON_7QXK, hello")
    service.no = Refused("review.moved_on")
    table.approve("Dear Anna Keller, hello", 3.0)
    slow.go()
    assert [fault.code for fault in faults] == ["review.moved_on"]
    assert table.review_id == "a"
    table.autosave.flush()
    slow.go()
    assert service.asked[-1] == ("autosave", "a", "Dear Anna Keller, hello")


def test_a_second_decision_while_one_is_on_its_way_is_ignored(table, service, slow):
    """Two quick presses decide once."""
    table.open("a")
    slow.go()
    table.approve("x", 1.0)
    table.approve("y", 1.0)
    slow.go()
    assert [asked for asked in service.asked if asked[0] == "approve"] == [("approve", "a", "x")]


def test_clearing_while_an_entry_is_on_its_way_gives_it_back(table, service, slow):
    """An entry nobody looks at is free."""
    table.open("a")
    table.clear()
    slow.go()
    assert ("release", "a") in service.asked
    assert table.review_id is None


def test_an_untouched_draft_comes_back_byte_for_byte():
    """Windows line ends and all: as is means as is."""
    version = Version.of(review(draft="Dear Anna Keller\r\nBye"), Mask((ANNA,)))
    assert version.start == "Dear PERSON_7QXK\nBye"
    assert version.stored(version.start) == "Dear Anna Keller\r\nBye"


def test_a_draft_that_cannot_be_hidden_without_loss_is_shown_as_it_is():
    """A literal token in the draft is text, not a person."""
    version = Version.of(review(draft="Your code is PERSON_7QXK"), Mask((ANNA,)))
    assert version.clear
    assert version.stored(version.start) == "Your code is PERSON_7QXK"


def test_reasons_point_at_the_same_words_in_both_forms():
    """Offsets of the clear draft are moved where tokens are longer or shorter."""
    version = Version.of(review(draft="Dear Anna Keller, 24 hours"), Mask((ANNA,)))
    reason = Reason("review.not_in_source", 0.1, ((18, 26),))
    ((start, end),) = version.places(reason)
    assert version.draft[start:end] == "24 hours"
    version.clear = True
    assert version.places(reason) == ((18, 26),)


def test_a_coffee_break_is_not_review_time():
    """A gap counts as a minute at most."""
    now = [0.0]
    spent = ActiveTime(lambda: now[0])
    now[0] = 10.0
    spent.sign()
    now[0] = 3_000.0
    assert spent.seconds == 70.0
    spent.restart()
    assert spent.seconds == 0.0
