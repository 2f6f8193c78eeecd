"""Numbers and contacts in a draft that the request does not hold: the usual shape of an invented fact."""

from __future__ import annotations

import re

from hybriddesk.review.pieces import matches, words

Span = tuple[int, int]

_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,:/'’\u00a0 \-]?\d+)*")
_LIST_MARK = re.compile(r"^[ \t]*\d{1,2}[.)](?=\s)", re.MULTILINE)
_DIGITS = re.compile(r"\D+")
_CONTACT = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+|https?://[^\s<>\"')\]]{3,300}|\bwww\.[^\s<>\"')\]]{3,300}")


def unsupported(text: str, source: str) -> list[Span]:
    """Spans of numbers of two or more digits whose digits stand nowhere in the source; list numbering is left out."""
    marks = {match.start(0) + len(match.group()) - len(match.group().lstrip()) for match in matches(_LIST_MARK, text)}
    asked = [_plain(number) for number in words(_NUMBER, source)]
    known = {_DIGITS.sub("", number) for number in asked} | {part for number in asked for part in re.findall(r"\d+", number)}
    return [match.span() for match in matches(_NUMBER, text) if match.start() not in marks and _is_new(_plain(match.group()), known)]


def _is_new(number: str, known: set[str]) -> bool:
    digits = _DIGITS.sub("", number)
    if len(digits) < 2 or digits in known or digits.rstrip("0") in known:  # noqa: PLR2004  one digit is prose, not a fact
        return False
    return not all(part in known or part.strip("0") == "" for part in re.findall(r"\d+", number))


def _plain(number: str) -> str:
    """With the digits 0 to 9, in whatever script it was written."""
    return number if number.isascii() else "".join(str(int(sign)) if sign.isdecimal() else sign for sign in number)


def new_contacts(text: str, source: str) -> list[Span]:
    """Spans of mail addresses and links that the source does not hold."""
    folded = source.casefold()
    return [match.span() for match in matches(_CONTACT, text) if match.group().rstrip(".,;:!?").casefold() not in folded]
