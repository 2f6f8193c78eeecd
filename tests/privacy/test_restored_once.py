"""Each text is searched for tokens once, and what comes back is what two searches brought."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import pytest

from hybriddesk.privacy import Restorer, restore
from hybriddesk.privacy.restore import RestoredText, StreamRestorer
from hybriddesk.privacy.tokens import bare_character, loose_tokens
from hybriddesk.records.way import MapEntry

BARE = "7QX" + bare_character("7QX")
ENTRIES = (
    MapEntry("PERSON_7QXK", "PERSON", "Anna"), MapEntry("EMAIL_ABCD", "EMAIL", "a@example.org"), MapEntry("SECRET_2ABC", "SECRET", "hunter2"),
    MapEntry("ADDRESS_PERS", "ADDRESS", "12 Mill Lane"), MapEntry(f"ID_{BARE}", "ID", "4711"), MapEntry("CARD_BARA", "CARD", "4111"),
)
KINDS = ("PERSON", "PERSONEN", "PESSOA", "EMAIL", "ADDRESS", "ADRES", "SECRET", "ID", "CARD", "LOCATION", "LIEU")
BETWEEN = ("_", " ", "-", "\\_", "__", "%5F", "%255f", "&#95;", "&#x5F;", "&lowbar;", "\\u005f", "**_**", " _ ", "\u2011", "*", "\\", "%", "&l")
BODIES = ("7QXK", "7qxk", "ABCD", "2ABC", "PERS", BARE, "BARA", "ZZZZ", "7Q", "LOWB", "U005", "5FAB")
FILL = ('"', "'", " ", "x", "s", "https://e.vil/?q=", "](", "mailto:", ".", "\n", "\u00e9", "\U0001f600", "PERSO", "the ")


class SearchedAgain(StreamRestorer):
    """What goes out is searched anew, without what was held back, as it was before one search sufficed."""

    def __init__(self, entries: Iterable[MapEntry], one_way: frozenset[str]) -> None:
        whole = Restorer(entries)
        super().__init__(whole._entries, one_way)
        once = self._walk.restored

        def again(context: str, begin: int, _found: object) -> str:
            return once(context, begin, [(begin + start, begin + end, kind, body) for start, end, kind, body in loose_tokens(context[begin:])])

        self._walk.restored = again


def written(draw: random.Random) -> str:
    """Tokens whole, broken, respelled, quoted, glued together and in links."""
    makes: tuple[Callable[[], str], ...] = (
        lambda: draw.choice(FILL), lambda: draw.choice(KINDS) + draw.choice(BETWEEN) + draw.choice(BODIES), lambda: draw.choice(KINDS),
        lambda: draw.choice(BETWEEN), lambda: draw.choice(BODIES), lambda: draw.choice(FILL[:2]) + draw.choice(ENTRIES).token + draw.choice(FILL[:2]),
    )
    text = "".join(draw.choice(makes)() for _ in range(draw.randint(1, 14)))
    return text.lower() if draw.random() < 0.1 else text


def streamed(stream: StreamRestorer, text: str, cuts: list[int]) -> tuple[list[str], RestoredText]:
    shown = [stream.feed(text[begin:end]) for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    shown.append(stream.close())
    return shown, stream.report("".join(shown))


@pytest.mark.parametrize("seed", range(8))
def test_one_search_brings_what_two_brought(seed: int) -> None:
    """However the text is cut, each piece shows the same as when it is searched again without what was held back."""
    draw = random.Random(seed)
    for _ in range(250):
        text, one_way = written(draw), draw.choice((frozenset(), frozenset({"SECRET"})))
        cuts = sorted(draw.randint(0, len(text)) for _ in range(draw.choice((0, 1, 2, 5, len(text)))))
        shown, account = streamed(Restorer(ENTRIES, one_way).stream(), text, cuts)
        assert (shown, account) == streamed(SearchedAgain(ENTRIES, one_way), text, cuts), (text, cuts)
        assert Restorer(ENTRIES, one_way).text(text) == account, (text, cuts)


def test_each_text_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole text once, account and all; a stream once for each piece, and once for its account."""
    searched: list[str] = []
    monkeypatch.setattr(restore, "loose_tokens", lambda text: searched.append(text) or loose_tokens(text))
    restorer = Restorer(ENTRIES)
    assert restorer.text("Dear PERSON_7QXK").text == "Dear Anna"
    assert searched == ["Dear PERSON_7QXK"]
    searched.clear()
    shown, _account = streamed(restorer.stream(), "Dear PERSON_7QXK", [8])
    assert "".join(shown) == "Dear Anna"
    assert searched == ["Dear PER", "PERSON_7QXK", "", "Dear PERSON_7QXK"]
