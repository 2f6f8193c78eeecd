"""One act over many drafts, and undo of acts one after the other."""

import pytest
from table_store import new_item, new_review, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Reason
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.taking_back import TakenBack


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def reviews(store):
    return Reviews(store.db)


@pytest.fixture
def file(store, reviews):
    item = new_item(store)
    return lambda **more: reviews.file(new_review(item, **more), 0.5)


def decided(wanted, action="approve", final=None):
    return NewDecision(wanted, action, final, "", None, None, 1.0)


def together(reviews, ids, person="ada", action="approve"):
    return reviews.decide_together([decided(one, action) for one in ids], person, new_id())


def test_a_selection_is_sorted_by_what_can_be_done_with_it(reviews, file):
    """Typed words, empty drafts, other people's and decided ones are told apart; doubles count once."""
    low, high, typed, empty, taken, done = (
        file(confidence=0.31), file(confidence=0.9, reasons=()), file(), file(draft=" \n"), file(), file(),
    )
    reviews.autosave(typed, "Mine")
    reviews.take(taken, "bob")
    reviews.decide(decided(done), "bob")
    found = reviews.look_over([high, low, low, typed, empty, taken, done, "x" * 26], "ada")
    assert (found.ids, found.typed, found.empty, found.gone, found.lowest) == ((high, low), (typed,), (empty,), 3, 0.31)
    assert found.reasons == (("", 1), ("review.low", 1))


def test_nothing_free_has_no_lowest_confidence(reviews):
    """An empty selection is no error."""
    found = reviews.look_over([], "ada")
    assert (found.ids, found.gone, found.lowest, found.reasons) == ((), 0, None, ())


def test_the_most_frequent_reason_comes_first(reviews, file):
    """Reasons are counted over what would be decided."""
    ids = [file(reasons=(Reason(code),)) for code in ("b", "a", "b")]
    assert reviews.look_over(ids, "ada").reasons == (("b", 2), ("a", 1))


def test_one_that_is_refused_leaves_the_others_standing(reviews, file):
    """Somebody was faster with one of three: two are approved, and that one is named."""
    ids = [file() for _ in range(3)]
    reviews.take(ids[1], "bob")
    outcome = together(reviews, ids)
    assert (outcome.done, outcome.left) == ((ids[0], ids[2]), (ids[1],))
    assert [reviews.get(one).state for one in ids] == ["approved", "in_review", "approved"]
    assert len(reviews.history(ids[0])) == 2


def test_one_undo_takes_the_whole_act_back(store, reviews, file):
    """The single decision after it first, then all of the act, then the one before: each by one undo."""
    before, *ids, after = (file() for _ in range(6))
    reviews.decide(decided(before), "ada")
    store.clock.move(1)
    reviews.take(ids[0], "ada")
    together(reviews, ids)
    store.clock.move(1)
    reviews.decide(decided(after), "ada")
    assert reviews.take_back("ada").ids == (after,)
    assert reviews.take_back("ada") == TakenBack(tuple(ids))
    assert [(reviews.get(one).state, reviews.get(one).taken_by) for one in ids] == [("pending", None)] * 4
    assert reviews.undo("ada").id == before
    with pytest.raises(Refused, match=r"review\.nothing_to_undo"):
        reviews.take_back("ada")


def test_an_act_is_taken_back_by_its_name_once(reviews, file):
    """The toast's Undo means that act, whatever was decided since; a second time there is nothing left."""
    outcome = together(reviews, [file(), file()])
    other = file()
    reviews.decide(decided(other), "ada")
    assert reviews.undo_batch("ada", outcome.batch).ids == outcome.done
    assert reviews.get(other).state == "approved"
    with pytest.raises(Refused, match=r"review\.nothing_to_undo"):
        reviews.undo_batch("ada", outcome.batch)


def test_what_others_took_up_meanwhile_is_left_to_them(reviews, file):
    """Of three escalated together one is being worked on and one decided: the third comes back, two are counted."""
    ids = [file() for _ in range(3)]
    together(reviews, ids, action="escalate")
    reviews.take(ids[0], "bob")
    reviews.decide(decided(ids[1], "return"), "bob")
    assert reviews.take_back("ada") == TakenBack((ids[2],), left=2)
    assert [reviews.get(one).state for one in ids] == ["escalated", "returned", "pending"]


def test_a_decision_overtaken_by_another_person_is_passed_over(store, reviews, file):
    """Bob decided what ada had escalated: his decision stands, and ada's undo takes the one before."""
    first, second = file(), file()
    reviews.decide(decided(first), "ada")
    store.clock.move(1)
    reviews.decide(decided(second, "escalate"), "ada")
    store.clock.move(1)
    reviews.decide(decided(second), "bob")
    with pytest.raises(Refused, match=r"review\.moved_on \(state=approved\)"):
        reviews.take_back("ada", second)
    assert reviews.take_back("ada") == TakenBack((first,), overtaken=True)


def test_ten_decisions_are_taken_back_one_by_one(store, reviews, file):
    """Also with another person's decisions in between, and in the order back."""
    ids = []
    for number in range(20):
        ids.append(file())
        reviews.decide(decided(ids[-1]), "bob" if number % 2 else "ada")
        store.clock.move(7)
    assert [reviews.take_back("ada").ids[0] for _ in range(10)] == ids[::2][::-1]
    assert [reviews.get(one).state for one in ids[1::2]] == ["approved"] * 10


def test_one_entry_is_named(reviews, file):
    """Undo of an earlier decision leaves the later ones alone."""
    first, second = file(), file()
    reviews.decide(decided(first), "ada")
    reviews.decide(decided(second), "ada")
    assert reviews.take_back("ada", first).ids == (first,)
    assert reviews.get(second).state == "approved"


def test_a_decision_made_again_is_a_version_of_its_own(reviews, file):
    """Decide again keeps the earlier final in the log's rows and counts as taken back."""
    one = file()
    reviews.decide(decided(one, "edit", "First"), "ada")
    reviews.reopen(one, "bob")
    reviews.decide(decided(one, "edit", "Second"), "bob")
    rows = reviews.db.query("SELECT person, final, undone_ms IS NOT NULL FROM decisions ORDER BY rowid")
    assert rows == [("ada", "First", 1), ("bob", "Second", 0)]


def test_sample_entries_take_their_acts_with_them(store, reviews):
    """Removing the samples leaves no row that points at them."""
    item = new_item(store, sample=True)
    together(reviews, [reviews.file(new_review(item, sample=True), 0.5) for _ in range(2)])
    reviews.remove_samples()
    assert reviews.db.query("SELECT count(*) FROM batches") == [(0,)]


def test_a_claim_is_renewed_while_somebody_works(store, reviews, file):
    """Four minutes and four more with a sign of life between: still ada's. At rest for more than five it is free, the text stays."""
    one = file()
    reviews.take(one, "ada")
    reviews.autosave(one, "Half a", "ada")
    store.clock.move(4 * 60_000)
    reviews.renew(one, "ada")
    store.clock.move(4 * 60_000)
    with pytest.raises(Refused, match=r"review\.taken \(person=ada\)"):
        reviews.take(one, "bob")
    store.clock.move(2 * 60_000)
    assert reviews.take(one, "bob").working == "Half a"
    with pytest.raises(Refused, match=r"review\.taken \(person=bob\)"):
        reviews.renew(one, "ada")
    reviews.decide(decided(one), "bob")
    with pytest.raises(Refused, match=r"review\.moved_on"):
        reviews.renew(one, "ada")
