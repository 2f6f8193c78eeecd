"""Names by the form around them: Irish surnames, Arabic ones with an article, the parties of a case, names as the head of a mail
shows them, one word or initials below a closing, and names that a tag or a star cuts in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hybriddesk.privacy.lexicon import Lexicon, lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Pattern
from hybriddesk.privacy.rules.person import CLOSING
from hybriddesk.privacy.rules.wordlists import NEVER_A_NAME, ORG_WORDS, PEOPLES, TITLES
from hybriddesk.records.way import Span

_FIRST = r"(?<!\w['’\-])"
"""No name begins inside a chain of parts: each would be read to the end of it."""
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:['\-][^\W\d_]+)*"
_IRISH = re.compile(rf"{_FIRST}(?<![^\W_])(?:(?:{_NAME} ){{1,2}}(?:Ní|Nic|Uí|Mhic|Ó)|Ní|Nic|Uí|Mhic) {_NAME}(?![^\W_])")
_IRISH_SIGN = Pattern(r"(?:N\xed|Nic|U\xed|Mhic|\xd3) ")
_ARTICLE = re.compile(rf"{_FIRST}(?<![^\W_]|-)(?:{_NAME} ){{1,2}}(?:(?:[AaEe]l|as|az|ash|ad|ar|at)-|(?:bin|ibn|bint) (?:[Aa]l-)?){_NAME}(?![^\W_])")
_ARTICLE_SIGN = Pattern(r"(?:l|as|az|ash|ad|ar|at)-| (?:bin|ibn|bint) ")
_HEAD = re.compile(rf"{_FIRST}(?<![^\s\">;:'])({_NAME}, {_NAME}(?: {_NAME}| [A-Z]\.?)?)(?=[\"']{{0,2}} {{0,2}}(?:<[^<>\s]{{1,80}}@|\[mailto:))")
_SHOWN = re.compile(rf"(?:\"|(?<![^\s:;,>])(?<!\w, ))({_NAME}(?: (?:{_NAME}|[A-Z]\.)){{1,3}}|(?<=\"){_NAME})\"? {{0,2}}(?:<[^<>\s]{{1,80}}@|\[mailto:)")
"""What a mail shows for an address: ``"Hedda Krogstad" <hk@...>``."""
_ALONE = re.compile(r"([^\W\d_]{1,3}|[^\W\d_a-z][^\W\d_]{2,15})[ \t]{0,3}(?=\r?\n|\Z)")
"""One word or initials alone in their line."""
_NOT_SIGNED = frozenset(["sent", "attachment", "attachments", "attached", "confidential", "disclaimer", "note", "notice", "edit", "update", "reply", "forwarded", "original", "follow", "phone", "fax", "email", "mobile", "website"])
_TITLED = re.compile(rf"(?<![^\W_])(?:[Dd]ott|[Pp]rof|[Aa]vv|[Ss]ig)\.(?:ssa|ra|na|ri)\.? ({_NAME}(?: {_NAME})?)")
"""``Dott.ssa Bressanin``: Italian titles with their ending."""
_PARTIES = re.compile(rf"{_FIRST}(?<![^\W_])({_NAME}) v\. ({_NAME})(?![^\W_])")
_CUTS = frozenset("<*_")
_CUT = re.compile(rf"(?:</(?:b|i|u|em|strong|span|mark)>|\*{{1,2}}|__?)[ ]({_NAME})(?![^\W_])|[ ](?:<(?:b|i|u|em|strong|span|mark)>|\*{{1,2}}|__?)({_NAME})(?:</|\*|_)")
"""A name whose first half ended just here: ``Hedda</b> Krogstad``, ``Hedda **Krogstad**``."""


def find_forms(view: View, people: Sequence[Span]) -> Iterator[Span]:
    """Spans of kind PERSON in ``View.text`` offsets; ``people`` are those that are known already."""
    lists = lexicon()
    if _IRISH_SIGN.near(view, 0, len(view.text)):
        yield from (Span(_first(found, lists), found.end(), "PERSON", 0.85, "name_irish") for found in _IRISH.finditer(view.text))
    if _ARTICLE_SIGN.near(view, 0, len(view.text)):
        yield from (Span(*span, "PERSON", 0.76, "name_article") for found in _ARTICLE.finditer(view.text) if (span := _with_article(found, lists)))
    if "@" in view.text or "[mailto:" in view.text:
        yield from (Span(*found.span(1), "PERSON", 0.9, "name_head") for found in _HEAD.finditer(view.text))
        yield from (Span(*found.span(1), "PERSON", 0.88, "name_head") for found in _SHOWN.finditer(view.text) if _somebody(found[1], lists))
    if "ssa" in view.text or ".ra" in view.text or ".na" in view.text or ".ri" in view.text:
        yield from (Span(*found.span(1), "PERSON", 0.92, "name_title") for found in _TITLED.finditer(view.text))
    if " v. " in view.text:
        for found in _PARTIES.finditer(view.text):
            yield from (Span(*found.span(side), "PERSON", 0.72, "name_party") for side in (1, 2) if _nothing_else(found[side], lists))
    yield from (Span(*signed.span(1), "PERSON", 0.84, "name_signature") for closing in CLOSING.finditer(view.text) if (signed := _ALONE.match(view.text, closing.end())) and _signs(signed[1], lists))
    for person in people:
        rest = _CUT.match(view.text, person.end) if person.kind == "PERSON" and view.text[person.end : person.end + 2].strip(" ")[:1] in _CUTS else None
        if rest and _nothing_else(rest[rest.lastindex or 0], lists):
            yield Span(*rest.span(rest.lastindex or 0), "PERSON", 0.72, "name_cut")


def _with_article(found: re.Match[str], lists: Lexicon) -> tuple[int, int] | None:
    """Where a name with an article begins and ends: without everyday words and titles before it; None where nothing of a person is left, or for a place."""
    start = found.start()
    for word in found[0].split(" ")[:2]:
        low = word.lower()
        if not word[0].isupper() or (low in lists.first or (low not in lists.words and low not in NEVER_A_NAME and low not in TITLES and low not in PEOPLES)):
            break
        start += len(word) + 1
    name = found.string[start : found.end()]
    return (start, found.end()) if name[0].isupper() and " " in name and name.lower() not in lists.places else None


def _first(found: re.Match[str], lists: Lexicon) -> int:
    """Where the name begins: ``The Halldór Ó ...`` without the everyday word."""
    word = found[0].split(" ", 1)[0]
    return found.start() + (len(word) + 1 if word.lower() in lists.words and found[0].count(" ") > 1 else 0)


def _somebody(shown: str, lists: Lexicon) -> bool:
    """Whether what is shown for an address is no firm, team or list: ``Krogstad Holdings``, ``Support Team``."""
    low = shown.lower().split(" ")
    return ORG_WORDS.isdisjoint(low) and " ".join(low) not in lists.orgs and any(word not in lists.words and word not in NEVER_A_NAME for word in low if len(word) > 2)  # noqa: PLR2004 -- initials say nothing


def _signs(word: str, lists: Lexicon) -> bool:
    """Whether a word below a closing is who signs: ``dp``, ``Mark``, ``GT``."""
    low = word.lower()
    return low not in NEVER_A_NAME and low not in _NOT_SIGNED and (word[0].isupper() or low not in lists.words)


def _nothing_else(word: str, lists: Lexicon) -> bool:
    """Whether a word with a capital is no everyday one and no place."""
    low = word.lower()
    return low not in lists.words and low not in lists.places and low not in NEVER_A_NAME
