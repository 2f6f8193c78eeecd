"""E-mail addresses, phone numbers, links with a personal part, handles."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone

_EMAIL = Pattern(
    r"[A-Za-z0-9\xc0-\xff][A-Za-z0-9\xc0-\xff._%+\-']{0,63}@(?:[A-Za-z0-9\xc0-\xff][A-Za-z0-9\xc0-\xff\-]{0,62}\.){1,8}[A-Za-z\xc0-\xff]{2,24}"
)


def email(view: View) -> Iterator[Hit]:
    """``local@host.tld``; a final dot stays outside."""
    if "@" not in view.text:
        return
    for start, end in _EMAIL.hits(view):
        yield start, end, 0.99


RULES = (Rule("email", "EMAIL", "E-mail addresses, also disguised ones.", email),)
