"""The review queue: orders, views, words, claims."""

import pytest
from table_store import new_item, new_review, new_run, new_turn, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import Changed, NewDecision
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.decisions import CLAIM_MS
from hybriddesk.vault.queue import queue_sql, review_counts, review_ids, review_of, review_rows
from hybriddesk.vault.reviews import Reviews


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def reviews(store):
    return Reviews(store.db)


@pytest.fixture
def item(store):
    return new_item(store)


def approve(reviews, wanted, person="ada"):
    return reviews.decide(NewDecision(wanted, "approve", None, "", 0.0, 0.0, 2.0), person)


def test_a_filed_draft_comes_back_whole(reviews, item):
    """What was filed is read back value for value, with its reasons, as pending."""
    new = new_review(item, item=item, title="Änderung ✓")
    stored = reviews.get(reviews.file(new, 0.7))
    for name in type(new).__slots__:
        assert getattr(stored, name) == getattr(new, name)
    assert stored.state == "pending"
    assert (stored.final, stored.working, stored.decided_ms, stored.taken_by) == (None, None, None, None)


def test_views_and_orders(store, reviews, item):
    """Needs shows open entries sent to a person, all every open one, done the decided; each in the order asked."""
    filed = {}
    for name, risk, needs in (("a", 0.2, True), ("b", 0.9, True), ("c", 0.95, False), ("d", 0.5, True)):
        filed[name] = reviews.file(new_review(item, title=name, needs_person=needs), risk)
        store.clock.move(1000)
    names = {id_: name for name, id_ in filed.items()}

    def shown(view, order):
        return "".join(names[id_] for id_ in review_ids(store.db, view, order))

    assert [shown("needs", order) for order in ("risk", "oldest", "newest")] == ["bda", "abd", "dba"]
    assert [shown("all", order) for order in ("risk", "oldest", "newest")] == ["bdac", "abcd", "dcba"]
    for name in "da":
        approve(reviews, filed[name])
        store.clock.move(1000)
    assert [shown("done", order) for order in ("risk", "oldest", "newest")] == ["da", "da", "ad"]
    assert shown("needs", "risk") == "b"
    assert review_counts(store.db) | {"second": 0, "differ": 0} == reviews.counts()
    assert reviews.counts() == {
        "pending": 2, "in_review": 0, "approved": 2, "edited": 0, "returned": 0, "escalated": 0, "needs": 1, "all": 2, "done": 2,
        "second": 0, "differ": 0,
    }


def test_words_filter_the_list(reviews, item):
    """Every word must occur, the last as a beginning, without regard to case or accents; a text without a word filters nothing."""
    one = reviews.file(new_review(item, title="Refund", request="Die Rückerstattung fehlt"), 0.5)
    two = reviews.file(new_review(item, title="Address", request="Please change it"), 0.4)
    assert list(reviews.ids(text="ruckerst")) == [one]
    assert list(reviews.ids(text="change PLE")) == [two]
    assert list(reviews.ids(text="change refund")) == []
    assert list(reviews.ids(text=' "( * ')) == [one, two]


def test_words_find_what_a_person_wrote_into_the_final(reviews, item):
    """An edited final is found in the done view by its new words, and no longer once undone."""
    one = reviews.file(new_review(item), 0.5)
    reviews.decide(NewDecision(one, "edit", "Your voucher is attached", "", 0.5, 0.5, 3.0), "ada")
    assert list(reviews.ids("done", text="voucher")) == [one]
    reviews.undo("ada")
    assert list(reviews.ids("done", text="voucher")) == []
    assert list(reviews.ids("needs", text="parcel")) == [one]


@pytest.mark.parametrize("view", ["needs", "all", "done"])
@pytest.mark.parametrize("order", ["risk", "oldest", "newest"])
@pytest.mark.parametrize("filtered", [False, True])
def test_no_order_sorts_or_reads_the_table(store, view, order, filtered):
    """Every order runs along a covering index: the plan holds no sort and no read of the reviews table itself."""
    plan = store.db.query(f"EXPLAIN QUERY PLAN {queue_sql(view, order, filtered=filtered)}", ("x",) if filtered else ())
    steps = [row[3] for row in plan]
    assert not [step for step in steps if "TEMP B-TREE FOR ORDER" in step]
    assert [step for step in steps if "reviews USING COVERING INDEX" in step]


def test_rows_come_in_the_order_asked(reviews, item):
    """A page holds what the list paints, in the order of its ids; ids that are gone are left out."""
    ids = [reviews.file(new_review(item, title=f"t{n}", request="  many \n words  " * 40), n / 10) for n in range(5)]
    rows = reviews.rows([ids[3], "x" * 26, ids[0]])
    assert [row.title for row in rows] == ["t3", "t0"]
    assert rows[0].snippet.startswith("many words many words")
    assert len(rows[0].snippet) <= 160
    assert (rows[0].reason_code, rows[0].hidden_count, rows[0].state) == ("review.low", 2, "pending")


def test_a_draft_without_reasons_has_no_reason_code(reviews, item):
    """The list shows an empty reason rather than a made-up one."""
    assert reviews.rows([reviews.file(new_review(item, reasons=()), 0.1)])[0].reason_code == ""


def test_an_entry_is_held_by_one_person(store, reviews, item):
    """Taking an entry keeps others out until five minutes after the last touch; the holder may take it again."""
    one = reviews.file(new_review(item), 0.5)
    taken = reviews.take(one, "ada")
    assert (taken.state, taken.taken_by, taken.taken_ms) == ("in_review", "ada", store.clock.now)
    with pytest.raises(Refused, match=r"review\.taken \(person=ada\)"):
        reviews.take(one, "bob")
    store.clock.move(CLAIM_MS - 1)
    assert reviews.take(one, "ada").taken_ms == store.clock.now
    store.clock.move(CLAIM_MS)
    assert reviews.take(one, "bob").taken_by == "bob"


def test_autosave_keeps_the_claim_alive(store, reviews, item):
    """Writing counts as a touch: four minutes later nobody else can take it, and the text is there."""
    one = reviews.file(new_review(item), 0.5)
    reviews.take(one, "ada")
    for text in ("a", "ab"):
        store.clock.move(CLAIM_MS - 1)
        reviews.autosave(one, text, "ada")
    with pytest.raises(Refused, match=r"review\.taken"):
        reviews.take(one, "bob")
    assert reviews.get(one).working == "ab"


def test_autosave_is_refused_where_it_would_overwrite(reviews, item):
    """A text for an entry another person holds, that is decided or unknown, is refused and changes nothing."""
    one = reviews.file(new_review(item), 0.5)
    reviews.autosave(one, "nobody holds it")
    assert reviews.get(one).taken_ms is None
    reviews.take(one, "ada")
    with pytest.raises(Refused, match=r"review\.taken"):
        reviews.autosave(one, "mine", "bob")
    approve(reviews, one)
    with pytest.raises(Refused, match=r"review\.moved_on \(state=approved\)"):
        reviews.autosave(one, "late", "ada")
    with pytest.raises(Refused, match=r"review\.unknown"):
        reviews.autosave("x" * 26, "text")
    assert reviews.get(one).working == "nobody holds it"


def test_take_is_refused_once_decided(reviews, item):
    """A decided entry is not taken, and an unknown one is named as such."""
    one = reviews.file(new_review(item), 0.5)
    approve(reviews, one)
    with pytest.raises(Refused, match=r"review\.moved_on"):
        reviews.take(one, "ada")
    with pytest.raises(Refused, match=r"review\.unknown"):
        reviews.take("x" * 26, "ada")


def test_take_next_gives_each_person_another_entry(store, reviews, item):
    """The riskiest free entry comes next; held, skipped, escalated and confident ones do not; None when no work is left."""
    low, high = (reviews.file(new_review(item, title=name), risk) for name, risk in (("low", 0.1), ("high", 0.9)))
    raised = reviews.file(new_review(item, title="raised"), 0.95)
    reviews.decide(NewDecision(raised, "escalate", None, "look", None, None, 1.0), "ada")
    reviews.file(new_review(item, needs_person=False), 1.0)
    store.told.clear()
    assert reviews.take_next("ada").id == high
    assert store.told == [Changed(frozenset({"reviews"}), frozenset({high}))]
    assert reviews.take_next("bob").id == low
    assert reviews.take_next("cy") is None
    assert reviews.take_next("ada", skip=[high]) is None
    store.clock.move(CLAIM_MS)
    assert reviews.take_next("cy").id == high


def test_release_gives_an_entry_back(store, reviews, item):
    """A released entry is free, an escalated one stays escalated, and a decided one is left alone."""
    one, two = (reviews.file(new_review(item), risk) for risk in (0.5, 0.4))
    reviews.take(one, "ada")
    reviews.release(one)
    assert reviews.take(one, "bob").taken_by == "bob"
    reviews.decide(NewDecision(two, "escalate", None, "look", None, None, 1.0), "ada")
    assert reviews.take(two, "ada").state == "escalated"
    reviews.release(two)
    assert (reviews.get(two).state, reviews.get(two).taken_by) == ("escalated", None)
    approve(reviews, one, "bob")
    reviews.release(one)
    assert reviews.get(one).state == "approved"


def test_a_dead_process_holds_nothing(reviews, item):
    """At start-up every claim ends; the text that was being written stays."""
    one, two, three = (reviews.file(new_review(item), 0.5) for _ in range(3))
    reviews.take(one, "ada")
    reviews.autosave(one, "half a sent", "ada")
    reviews.decide(NewDecision(two, "escalate", None, "look", None, None, 1.0), "ada")
    reviews.take(two, "ada")
    approve(reviews, three)
    assert reviews.release_all() == 2
    assert [reviews.get(id_).state for id_ in (one, two, three)] == ["pending", "escalated", "approved"]
    assert reviews.get(one).working == "half a sent"
    assert reviews.release_all() == 0


def test_a_chat_answer_is_filed_once(store, reviews):
    """Sending an answer to review makes one entry that names its run; asking again while it waits gives the same entry."""
    chat = Conversations(store.db).new("", "nano", "m-1")
    asked = new_turn(chat.id, text="\n  What now?  \nMore")
    answer = new_turn(chat.id, role="assistant", text="This.", confidence=0.4)
    run = new_run(chat.id, workflow="chat")
    one = reviews.file_turn(answer, asked, run)
    stored = reviews.get(one)
    assert (stored.title, stored.request, stored.draft, stored.run, stored.turn) == ("What now?", asked.text, "This.", run.id, answer.id)
    assert (stored.needs_person, stored.reasons[0].code, stored.confidence) == (True, "review.asked", 0.4)
    assert reviews.file_turn(answer, asked, run) == one
    approve(reviews, one)
    assert reviews.file_turn(answer, asked, run) != one
    unsure = reviews.file_turn(new_turn(chat.id, text="?"), new_turn(chat.id, text=""), run)
    assert (reviews.get(unsure).confidence, reviews.get(unsure).title) == (0.0, "")
    assert review_of(store.db, chat.id)[0] == one


def test_readers_see_the_same(store, reviews, item):
    """A reader connection gives the window the same ids and rows as the engine."""
    for n in range(3):
        reviews.file(new_review(item), n / 3)
    reader = store.db.reader()
    assert review_ids(reader) == reviews.ids()
    assert review_rows(reader, review_ids(reader)) == reviews.rows(reviews.ids())
    reader.close()
