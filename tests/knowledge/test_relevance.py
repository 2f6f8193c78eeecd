"""Which passages fit, and which of them go along."""

from __future__ import annotations

from hybriddesk.knowledge.relevance import ALIKE, FLOOR, Asked, Candidate, alike, asked, score, shares, sift, weight
from hybriddesk.knowledge.terms import terms

SHARES = {"refund": 0.1, "kettl": 0.1, "deliver": 0.1, "parcel": 0.5}


def scored(question: str, text: str) -> float:
    return score(asked(question), terms(text), SHARES, terms(text.split("\n", 1)[0]))


def test_the_question_in_a_long_mail_counts():
    """A mail of many sentences finds what one of them asks for as well as the sentence alone does."""
    text = "Refunds\nWe refund a kettle within five days of its return."
    short = "When will my kettle be refunded?"
    mail = f"Dear team, the weather was lovely. My mother turned eighty. {short} The lake was calm. Many thanks, Helen"
    assert scored(mail, text) >= scored(short, text) > 0.5


def test_nothing_shared_is_nothing():
    assert scored("When will my kettle be refunded?", "Parking is free.") == 0.0
    assert scored("", "Parking is free.") == 0.0
    assert asked("Hello and thank you!") == Asked(())
    assert Asked(()).words == frozenset()


def test_everyday_words_alone_are_no_fit():
    """"Thank you, everything went perfectly" finds no text about everything."""
    assert scored("Everything went perfectly, you are wonderful", "Everything that went wrong can be sent back.") < FLOOR / 2


def test_a_part_of_a_word_counts_less_than_the_word():
    """Deliveries and the delivery time; in German a long word and its parts."""
    whole, part = scored("Lieferzeit Schrank", "Lieferzeit zwei Tage"), scored("Lieferzeit Schrank", "Die Lieferung kommt")
    assert whole > part > 0


def test_rare_words_weigh_more():
    assert weight("refund", 0.01) > weight("refund", 0.5) > weight("refund", 1.0) > 0
    assert weight("everyth", 0.01) < weight("refund", 0.01)


def test_the_score_does_not_depend_on_how_many_pieces_there_are():
    """A lone text is found by its own words about as surely as one of thousands; among few, every word is common, which says nothing."""
    text = "Refunds of kettles"
    alone, among = (
        score(asked("refund kettle"), terms(text), shares(dict.fromkeys(terms(text), count), total), terms(text))
        for count, total in ((1, 1), (500, 10_000)))
    assert alone > 2 * FLOOR
    assert abs(alone - among) < 0.1
    assert shares({"a": 1000}, 10) == {"a": 1.0}


def candidates(*given: tuple[str, float]) -> list[Candidate]:
    return [Candidate(text, tuple(terms(text)), value) for text, value in given]


def test_each_has_its_reason():
    """Best first: given, what the check says, repeats, too little, no room."""
    found = sift(
        candidates(("parking rules garden", 0.2), ("refund kettle days", 0.9), ("refund kettle days again", 0.8), ("evil words here", 0.85), ("kettle warranty seal", 0.7)),
        floor=0.3, most=2, room=1000, check=lambda one: "injection" if "evil" in one.text else "",
    )
    assert [(one.text.split()[0], reason) for one, reason in found] == [("refund", ""), ("evil", "injection"), ("refund", "repeats"), ("kettle", ""), ("parking", "irrelevant")]


def test_room_ends():
    """By count and by characters; what comes after a full set is not even looked through."""
    looked = []

    def check(one: Candidate) -> str:
        looked.append(one.text)
        return ""

    many = candidates(*((f"{word} {word}ness", 0.9 - n / 100) for n, word in enumerate(("apple", "berry", "cherry"))))
    assert [reason for _, reason in sift(many, floor=0.3, most=1, room=1000, check=check)] == ["", "no_room", "no_room"]
    assert looked == ["apple appleness"]
    assert [reason for _, reason in sift(many, floor=0.3, most=9, room=20, check=check)] == ["", "no_room", "no_room"]
    assert sift([], floor=0.3, most=4, room=10, check=check) == ()


def test_much_worse_than_the_best_is_left_out():
    """Beside a passage that fits well, one that barely does is no help."""
    found = sift(candidates(("refund kettle", 0.9), ("parcel late", 0.4)), floor=0.3, most=4, room=1000, check=lambda _: "")
    assert [reason for _, reason in found] == ["", "irrelevant"]


def test_alike():
    assert alike(("a", "b"), ("b", "a", "c")) == 1.0
    assert alike((), ("a",)) == 0.0
    assert alike(("a", "b", "c", "d", "e"), ("a", "x")) < ALIKE
