"""Second looks, lent entries and notes as the store keeps them."""

import pytest
from table_store import new_item, new_review, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.lending import Lent, answered, take_in, to_lend
from hybriddesk.vault.notes import LONGEST, add_note, bring_back_note, notes_of, remove_note
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.second_looks import SecondLooks


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def reviews(store):
    return Reviews(store.db)


@pytest.fixture
def looks(store):
    return SecondLooks(store.db)


@pytest.fixture
def one(store, reviews):
    return reviews.file(new_review(new_item(store)), 0.5)


def decided(reviews, wanted, action="return", final=None, person="ada"):
    return reviews.decide(NewDecision(wanted, action, final, "No" if action == "return" else "", None, None, 1.0), person)


def second(wanted, action="approve", final=None):
    return NewDecision(wanted, action, final, "", 0.0, 0.0, 1.0)


def test_a_draw_follows_the_standing_decision_until_somebody_looked(reviews, looks, one):
    """Undone, it waits for nobody; decided again and drawn again, it is the new decision; once looked at, it stays with the old one."""
    decided(reviews, one)
    looks.draw(one)
    assert looks.waits_for(one, "ben")
    assert not looks.waits_for(one, "ada")
    reviews.undo("ada")
    assert not looks.waits_for(one, "ben")
    decided(reviews, one, person="cem")
    looks.draw(one)
    assert looks.waits_for(one, "ada")
    looks.decide(second(one), "ada", differs=True)
    before = looks.both(one)
    looks.draw(one)
    assert looks.both(one) == before
    assert (before.first.person, before.second.person, before.differs) == ("cem", "ada", True)


def test_what_is_typed_is_kept_while_it_waits(reviews, looks, one):
    """Not after, and not where no look was drawn."""
    with pytest.raises(Refused, match=r"review\.no_second_look"):
        looks.autosave(one, "words")
    with pytest.raises(Refused, match=r"review\.no_second_look"):
        looks.working(one)
    decided(reviews, one)
    looks.draw(one)
    looks.autosave(one, "words")
    assert looks.working(one) == "words"
    looks.decide(second(one, "edit", "other words"), "ben", differs=False)
    with pytest.raises(Refused, match=r"review\.no_second_look"):
        looks.decide(second(one), "cem", differs=False)
    assert looks.latest("ben") == (one, looks.both(one).second.decided_ms)
    assert looks.latest("ben", "z" * 26) is None
    looks.take_back(one)
    assert looks.working(one) == "other words"
    assert looks.latest("ben") is None


def test_lanes_hold_what_they_say(store, reviews, looks):
    """Escalated by when that was, whatever the order of filing."""
    ids = [reviews.file(new_review(new_item(store, f"{n}")), 0.5) for n in range(3)]
    for wanted in (ids[2], ids[0]):
        store.clock.now += 1_000
        decided(reviews, wanted, "escalate")
    assert list(reviews.ids("escalated")) == [ids[2], ids[0]]
    row = reviews.rows([ids[2]])[0]
    assert (row.escalated_by, row.escalated_why, row.escalated_ms) == ("ada", "", store.clock.now - 1_000)
    assert reviews.rows([ids[1]])[0].escalated_ms is None
    decided(reviews, ids[1])
    looks.draw(ids[1])
    assert list(reviews.ids("second", person="ben")) == [ids[1]]
    assert list(reviews.ids("done", person="ben")) == []
    assert list(reviews.ids("done", person="ada")) == list(reviews.ids("done")) == [ids[1]]
    looks.decide(second(ids[1]), "ben", differs=True)
    assert list(reviews.ids("differ")) == [ids[1]]
    assert (reviews.counts("ben")["escalated"], reviews.counts("ben")["second"], reviews.counts("ben")["differ"]) == (2, 0, 1)
    assert list(reviews.ids("done", person="ben")) == [ids[1]]


def test_an_entry_is_lent_without_a_word_of_the_decision_and_comes_back(tmp_path, store, reviews, looks, one):
    """Taken in once, decided there, answered; nothing of it is exported there."""
    decided(reviews, one)
    looks.draw(one)
    (lent,) = to_lend(store.db, "ben")
    assert to_lend(store.db, "ada") == ()
    assert "No" not in (lent.title, lent.request, lent.draft)
    (tmp_path / "there").mkdir()
    there = open_store(tmp_path / "there")
    try:
        their = Reviews(there.db)
        assert take_in(there.db, lent, "ben")
        assert not take_in(there.db, lent, "ben")
        assert answered(there.db) == ()
        decided(their, one, "escalate")
        assert answered(there.db) == ()
        decided(their, one, "approve")
        (answer,) = answered(there.db)
        assert (answer.review, answer.person, answer.action, answer.first, answer.draft) == (one, "ben", "approve", lent.first, lent.draft)
        assert list(their.approved()) == []
    finally:
        there.db.close()


def test_placeholders_go_along(store, reviews, looks):
    """What is hidden here can be hidden there."""
    item = new_item(store)
    wanted = reviews.file(new_review(item), 0.5)
    with store.db.write("placeholders") as connection:
        connection.execute("INSERT INTO placeholders VALUES(?, 'PERSON_7QXK', 'PERSON', 'Anna', 1)", (item,))
    decided(reviews, wanted)
    looks.draw(wanted)
    (lent,) = to_lend(store.db, "ben")
    assert lent.placeholders == (("PERSON_7QXK", "PERSON", "Anna"),)
    assert isinstance(lent, Lent)


def test_notes_stand_until_they_are_removed_and_come_back(store, reviews, one):
    """Found by search while they stand; a quote without words is a note, nothing at all is none."""
    first = add_note(store.db, one, "ada", "Ask Zebulon", "draft", "on its way")
    add_note(store.db, one, "ben", "", "request", "where")
    add_note(store.db, one, "ben", "plain", "draft")
    assert [(note.person, note.about, note.quote, note.text) for note in notes_of(store.db, one)] == [
        ("ada", "draft", "on its way", "Ask Zebulon"), ("ben", "request", "where", ""), ("ben", "", "", "plain"),
    ]
    assert list(reviews.ids("needs", text="zebulon")) == [one]
    remove_note(store.db, first)
    assert [note.person for note in notes_of(store.db, one)] == ["ben", "ben"]
    assert list(reviews.ids("needs", text="zebulon")) == []
    bring_back_note(store.db, first)
    assert list(reviews.ids("needs", text="zebulon")) == [one]


def test_what_is_no_note_is_refused(store, one):
    """Empty, too long, about nothing, not there."""
    for given, code in ((("ada", " "), "empty_note"), (("ada", "x" * (LONGEST + 1)), "long_note"), (("ada", "x", "draft", "y" * (LONGEST + 1)), "long_note")):
        with pytest.raises(Refused, match=f"review\\.{code}"):
            add_note(store.db, one, *given)
    with pytest.raises(Refused, match=r"review\.unknown"):
        add_note(store.db, "z" * 26, "ada", "words")
    with pytest.raises(Refused, match=r"review\.no_note"):
        remove_note(store.db, "z" * 26)
