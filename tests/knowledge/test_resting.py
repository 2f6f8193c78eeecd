"""What a draft rests on."""

from hybriddesk.knowledge.resting import Resting, resting

REQUEST = "My order 1042 was delivered broken. The blender does not start. Can I have my money back?\n\nAnna PERSON_7QXK"
DRAFT = "Dear PERSON_7QXK,\n\nWe are sorry that order 1042 was delivered broken. We will send your money back. Our shop in Bern opens on Monday.\n\nThanks"


def said(found: Resting, draft: str, sources: list[str]) -> list[tuple[str, list[str]]]:
    return [(sources[one.source][one.span[0]:one.span[1]], [draft[a:b] for a, b in one.draft]) for one in found.passages]


def test_sentences_are_given_to_the_passage_they_share_most_with() -> None:
    """By words and figures; what is new in the draft is told, a mere greeting is not."""
    found = resting(DRAFT, [REQUEST])
    pairs = dict(said(found, DRAFT, [REQUEST]))
    assert pairs["My order 1042 was delivered broken."] == ["We are sorry that order 1042 was delivered broken."]
    assert pairs["Can I have my money back?"] == ["We will send your money back."]
    assert pairs["Anna PERSON_7QXK"] == ["Dear PERSON_7QXK,"]
    assert [DRAFT[a:b] for a, b in found.nowhere] == ["Our shop in Bern opens on Monday."]


def test_one_shared_word_is_no_support() -> None:
    """Two telling words or a figure are."""
    assert resting("The blender is blue.", ["The blender does not start."]).passages == ()
    assert resting("A refund for the blender is due.", ["Refund the blender."]).passages[0].draft == ((0, 32),)


def test_several_sources_keep_their_order_and_ties_go_to_the_first() -> None:
    """The request first, then the earlier replies."""
    found = resting("Please allow 14 days for the refund.", ["Nothing here.", "Allow 14 days for the refund.", "Allow 14 days for the refund."])
    assert [one.source for one in found.passages] == [1]


def test_nothing_rests_on_nothing() -> None:
    """Empty drafts, empty sources, and sentences that only share long passages' odd words."""
    assert resting("", [REQUEST]) == Resting((), ())
    assert resting("The blender is on its way.", []).nowhere == ((0, 26),)
    long = "order refund " + " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
    assert resting("Order and refund and many other telling things beside.", [long]).passages == ()
