"""Decisions: what stands, who may decide, what undo brings back."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from table_store import Store, new_item, new_review, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import Changed, NewDecision
from hybriddesk.vault.decisions import CLAIM_MS
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.reviews import HistoryRow, Reviews


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def reviews(store):
    return Reviews(store.db)


@pytest.fixture
def one(store, reviews):
    return reviews.file(new_review(new_item(store)), 0.5)


def decision(wanted, action, final=None, note="", words=None):
    return NewDecision(wanted, action, final, note, words, words, 4.5)


def test_approve_keeps_the_draft_word_for_word(store, reviews, one):
    """Approving as is lets the draft stand, even where the person had been writing."""
    reviews.take(one, "ada")
    reviews.autosave(one, "half of another", "ada")
    decided = reviews.decide(decision(one, "approve", words=0.0), "ada")
    assert (decided.state, decided.final, decided.working) == ("approved", "It is on its way.", "half of another")
    assert (decided.decided_ms, decided.seconds, decided.edit_words) == (store.clock.now, 4.5, 0.0)
    assert (decided.taken_by, decided.taken_ms) == (None, None)


def test_approve_with_the_draft_given_is_the_same(reviews, one):
    """A caller may hand the draft in with the approval."""
    assert reviews.decide(decision(one, "approve", "It is on its way."), "ada").state == "approved"


def test_approve_refuses_another_text(reviews, one):
    """Approved as is never stands beside a text that is not the draft."""
    with pytest.raises(Refused, match=r"review\.not_as_is"):
        reviews.decide(decision(one, "approve", "Something else"), "ada")
    assert reviews.get(one).state == "pending"


def test_edit_keeps_the_persons_text(reviews, one):
    """The person's text stands, and is what an undo opens again."""
    decided = reviews.decide(decision(one, "edit", "It left today.", words=0.4), "ada")
    assert (decided.state, decided.final, decided.working) == ("edited", "It left today.", "It left today.")


def test_edit_needs_a_text(reviews, one):
    """An edit without a text is refused."""
    with pytest.raises(Refused, match=r"review\.no_text"):
        reviews.decide(decision(one, "edit"), "ada")


def test_return_and_escalate_keep_no_text(reviews, one):
    """A returned draft is done without a final; an escalated one is open with its note and may be decided by anyone."""
    raised = reviews.decide(decision(one, "escalate", "ignored", "too big for me"), "ada")
    assert (raised.state, raised.final, raised.decided_ms, raised.note) == ("escalated", None, None, "too big for me")
    assert list(reviews.ids("needs")) == [one]
    back = reviews.decide(decision(one, "return", "ignored", "wrong"), "bob")
    assert (back.state, back.final, back.note) == ("returned", None, "wrong")
    assert back.decided_ms is not None


def test_a_decision_taken_meanwhile_is_not_overwritten(reviews, one):
    """The second decision about one entry is refused, and so is one about an entry somebody else holds."""
    reviews.take(one, "ada")
    with pytest.raises(Refused, match=r"review\.taken \(person=ada\)"):
        reviews.decide(decision(one, "approve"), "bob")
    reviews.decide(decision(one, "return"), "ada")
    with pytest.raises(Refused, match=r"review\.moved_on \(state=returned\)"):
        reviews.decide(decision(one, "approve"), "ada")
    assert len([row for row in reviews.history(one) if row.act != "filed"]) == 1
    with pytest.raises(Refused, match=r"review\.unknown"):
        reviews.decide(decision("x" * 26, "approve"), "ada")


def test_undo_brings_the_entry_back(store, reviews, one):
    """State, holder and working text are as before; the final is gone from the list of past replies; the history shows both."""
    reviews.take(one, "ada")
    reviews.autosave(one, "It left", "ada")
    decided_at = store.clock.now
    reviews.decide(decision(one, "edit", "It left today.", "sure", words=0.4), "ada")
    Finals(store.db).index(one, "Where is my parcel?", "It left today.")
    store.clock.move(10_000)
    store.told.clear()
    back = reviews.undo("ada")
    assert (back.state, back.taken_by, back.working) == ("in_review", "ada", "It left today.")
    assert (back.final, back.decided_ms, back.edit_words, back.edit_chars, back.seconds, back.note) == (None, None, None, None, None, "")
    assert Finals(store.db).count() == 0
    assert store.told == [Changed(frozenset({"reviews", "decisions", "finals", "audit"}), frozenset({one}))]
    assert reviews.history(one) == (
        HistoryRow(decided_at, "filed", "", "", None, None, undone=False),
        HistoryRow(decided_at, "edit", "ada", "sure", 0.4, 4.5, undone=True),
        HistoryRow(store.clock.now, "undo", "ada", "", None, None, undone=False),
    )


def test_undo_goes_back_step_by_step(store, reviews):
    """Each undo takes one more decision back, the latest first, until none is left; others' decisions stay."""
    item = new_item(store)
    first, second, other = (reviews.file(new_review(item), 0.5) for _ in range(3))
    reviews.decide(decision(first, "approve"), "ada")
    reviews.decide(decision(second, "return"), "ada")
    store.clock.move(5)
    reviews.decide(decision(other, "approve"), "bob")
    assert [reviews.undo("ada").id, reviews.undo("ada").id] == [second, first]
    assert reviews.get(first).state == "pending"
    with pytest.raises(Refused, match=r"review\.nothing_to_undo"):
        reviews.undo("ada")
    assert reviews.get(other).state == "approved"


def test_undo_of_a_decision_after_an_escalation_shows_its_note_again(reviews, one):
    """Below an undone decision the escalation stands with its note."""
    reviews.decide(decision(one, "escalate", note="ask legal"), "ada")
    reviews.decide(decision(one, "approve", note="fine"), "bob")
    back = reviews.undo("bob")
    assert (back.state, back.note) == ("escalated", "ask legal")


def test_undo_never_takes_back_what_others_built_on(reviews, one):
    """An escalation that someone has decided on, or is working on, stays."""
    reviews.decide(decision(one, "escalate"), "ada")
    reviews.take(one, "bob")
    with pytest.raises(Refused, match=r"review\.taken \(person=bob\)"):
        reviews.undo("ada")
    reviews.decide(decision(one, "return"), "bob")
    with pytest.raises(Refused, match=r"review\.moved_on \(state=returned\)"):
        reviews.undo("ada")
    reviews.undo("bob")
    assert reviews.undo("ada").state == "pending"


def test_reopen_hands_a_decided_entry_to_a_person(store, reviews, one):
    """Whoever decided it: the entry is in review again with the text that stood, and the decision counts as taken back."""
    reviews.decide(decision(one, "edit", "It left today."), "ada")
    Finals(store.db).index(one, "q", "a")
    again = reviews.reopen(one, "bob")
    assert (again.state, again.taken_by, again.working, again.final) == ("in_review", "bob", "It left today.", None)
    assert Finals(store.db).count() == 0
    with pytest.raises(Refused, match=r"review\.not_decided"):
        reviews.reopen(one, "bob")
    with pytest.raises(Refused, match=r"review\.nothing_to_undo"):
        reviews.undo("ada")


def test_every_decision_is_audited_without_content(store, reviews, one):
    """Each act is in the log with the entry's id and not a word of anyone's text."""
    reviews.decide(decision(one, "escalate", note="ask legal"), "ada")
    reviews.decide(decision(one, "edit", "It left today.", "fine"), "bob")
    reviews.undo("bob")
    reviews.decide(decision(one, "approve"), "bob")
    reviews.reopen(one, "ada")
    reviews.decide(decision(one, "return", note="no"), "ada")
    acts = [(act, json.loads(facts)) for act, subject, facts in store.audit if subject == one]
    assert acts == [
        ("review.escalate", {}), ("review.edit", {}), ("review.undo", {"action": "edit"}), ("review.approve", {}),
        ("review.reopen", {"action": "approve"}), ("review.return", {}),
    ]


def test_a_refused_decision_leaves_no_trace(store, reviews, one):
    """Neither a decision nor an audit line is kept of what was refused."""
    before = store.audit
    with pytest.raises(Refused):
        reviews.decide(decision(one, "edit"), "ada")
    assert store.audit == before
    assert store.db.query("SELECT count(*) FROM decisions") == [(0,)]


def test_approved_reads_page_by_page(store, reviews):
    """Every entry with a final comes once, in the order decided, across pages and equal times; returned ones do not."""
    item = new_item(store)
    ids = []
    with store.db.write():
        for n in range(450):
            ids.append(reviews.file(new_review(item), 0.5))
            reviews.decide(decision(ids[-1], "return" if n == 7 else "approve"), "ada")
            store.clock.move(n % 3 == 0)
    expected = [id_ for n, id_ in enumerate(ids) if n != 7]
    assert [entry.id for entry in reviews.approved()] == expected
    late = reviews.get(ids[300]).decided_ms
    assert [entry.id for entry in reviews.approved(late)] == [id_ for id_ in expected if reviews.get(id_).decided_ms >= late]
    assert list(reviews.approved(store.clock.now + 1)) == []


def test_lengths_are_those_of_finals_let_stand(store, reviews, one):
    """The length history holds characters of approved texts of one workflow, the latest first."""
    item = new_item(store, "2")
    two, three = reviews.file(new_review(item), 0.1), reviews.file(new_review(item, workflow="summary"), 0.1)
    reviews.decide(decision(one, "edit", "abc"), "ada")
    store.clock.move(1)
    reviews.decide(decision(two, "approve"), "ada")
    reviews.decide(decision(three, "approve"), "ada")
    assert reviews.draft_lengths("reply") == (len("It is on its way."), 3)
    assert reviews.draft_lengths("reply", 1) == (len("It is on its way."),)


def test_samples_leave_without_a_trace(store, reviews, one):
    """Removing samples takes their decisions and finals along and leaves the person's own entries."""
    sample = reviews.file(new_review(new_item(store, "s", sample=True), sample=True), 0.5)
    reviews.decide(decision(sample, "approve"), "ada")
    Finals(store.db).index(sample, "q", "a")
    assert reviews.remove_samples() == 1
    assert list(reviews.ids("all")) == [one]
    for table in ("decisions", "finals"):
        assert store.db.query(f"SELECT count(*) FROM {table}") == [(0,)]


PEOPLE = st.sampled_from(["ada", "bob"])


class Desk(RuleBasedStateMachine):
    """Two people at one queue, in any order of acts, against a plain model of what must stand."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory(prefix="hybriddesk-test-")
        self.store: Store = open_store(Path(self.home.name))
        self.reviews = Reviews(self.store.db)
        item = new_item(self.store)
        self.ids = [self.reviews.file(new_review(item), 0.1 * n) for n in range(4)]
        self.state = dict.fromkeys(self.ids, "pending")
        self.holder: dict[str, tuple[str, int]] = {}
        self.made: list[tuple[str, str, str, str]] = []  # (review, person, action, state before)
        self.standing: list[int] = []
        self.undone = 0

    def teardown(self) -> None:
        self.store.db.close()
        self.home.cleanup()

    def held_by_another(self, wanted, person):
        holder, at = self.holder.get(wanted, (person, 0))
        return holder != person and self.store.clock.now < at + CLAIM_MS

    def open(self, wanted):
        return self.state[wanted] in {"pending", "in_review", "escalated"}

    def hold(self, wanted, person):
        self.holder[wanted] = (person, self.store.clock.now)
        if self.state[wanted] == "pending":
            self.state[wanted] = "in_review"

    @rule(n=st.integers(0, 3), person=PEOPLE)
    def take(self, n, person):
        wanted = self.ids[n]
        if self.open(wanted) and not self.held_by_another(wanted, person):
            assert self.reviews.take(wanted, person).taken_by == person
            self.hold(wanted, person)
        else:
            with pytest.raises(Refused):
                self.reviews.take(wanted, person)

    @rule(person=PEOPLE)
    def take_next(self, person):
        free = [w for w in self.ids if self.state[w] in {"pending", "in_review"} and not self.held_by_another(w, person)]
        got = self.reviews.take_next(person)
        assert (got.id if got else None) == (free[-1] if free else None)
        if got:
            self.hold(got.id, person)

    @rule(n=st.integers(0, 3), person=PEOPLE, action=st.sampled_from(["approve", "edit", "return", "escalate"]))
    def decide(self, n, person, action):
        wanted = self.ids[n]
        new = NewDecision(wanted, action, "Mine" if action == "edit" else None, "", None, None, 1.0)
        self.store.clock.move(1)
        if self.open(wanted) and not self.held_by_another(wanted, person):
            self.reviews.decide(new, person)
            self.standing.append(len(self.made))
            self.made.append((wanted, person, action, self.state[wanted]))
            self.state[wanted] = {"approve": "approved", "edit": "edited", "return": "returned", "escalate": "escalated"}[action]
            self.holder.pop(wanted, None)
        else:
            with pytest.raises(Refused):
                self.reviews.decide(new, person)

    @rule(person=PEOPLE)
    def undo(self, person):
        last = {self.made[k][0]: k for k in self.standing}
        mine = sorted(k for k in last.values() if self.made[k][1] == person)
        if not mine or self.held_by_another(self.made[mine[-1]][0], person):
            with pytest.raises(Refused):
                self.reviews.undo(person)
            return
        wanted, _, _, before = self.made[mine[-1]]
        assert self.reviews.undo(person).id == wanted
        self.standing.remove(mine[-1])
        self.undone += 1
        self.state[wanted] = before
        self.holder.pop(wanted, None)
        if before == "in_review":
            self.holder[wanted] = (person, self.store.clock.now)

    @rule(n=st.integers(0, 3))
    def release(self, n):
        wanted = self.ids[n]
        self.reviews.release(wanted)
        if self.open(wanted):
            self.holder.pop(wanted, None)
            self.state[wanted] = "pending" if self.state[wanted] == "in_review" else self.state[wanted]

    @precondition(lambda self: self.holder)
    @rule()
    def wait(self):
        self.store.clock.move(CLAIM_MS)

    @invariant()
    def the_store_agrees(self):
        """State and holder of every entry are as the model says: never two holders."""
        for wanted in self.ids:
            stored = self.reviews.get(wanted)
            assert stored.state == self.state[wanted]
            assert stored.taken_by == (self.holder[wanted][0] if wanted in self.holder else None)
            assert (stored.final is not None) == (stored.state in {"approved", "edited"})

    @invariant()
    def no_decision_is_lost(self):
        """Every decision ever made is in the history, the undone ones marked, with one audit line each."""
        for wanted in self.ids:
            rows = [row for row in self.reviews.history(wanted) if row.act not in {"filed", "undo"}]
            made = [(person, action, k in self.standing) for k, (w, person, action, _) in enumerate(self.made) if w == wanted]
            assert [(row.person, row.act, not row.undone) for row in rows] == made
        acts = [act for act, subject, _ in self.store.audit if subject in self.state]
        assert len(acts) == len(self.made) + self.undone


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
