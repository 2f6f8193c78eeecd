"""A mail is one item: the words its writer wrote now, with the quoted history kept beside them.

Read with the ``compat32`` policy: the modern policy's header objects raise on several malformed fields that real mail has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from hybriddesk.privacy.screening import hidden_markup
from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake import quoted
from hybriddesk.workflow.intake.html_text import text_of
from hybriddesk.workflow.intake.limits import BODY, Found, fitting, plain

_HTML = 2 * BODY
"""Bytes of one HTML part we are ready to parse; a longer one counts as too long a body."""


def items(path: Path, source: str) -> Iterator[Found]:
    """One item, or the fault ``intake.mail_without_body``, ``intake.mail_broken`` or ``intake.body_too_long``."""
    try:
        yield _item(message_from_bytes(path.read_bytes(), policy=policy.compat32), source)
    except RecursionError:
        yield SourceFault(source, "", "intake.mail_broken")


def _item(mail: Message, source: str) -> Found:
    words = _Words(mail)
    key = _header(mail, "Message-ID")[:200]
    if words.too_long:
        return SourceFault(source, key, "intake.body_too_long", {"characters": words.too_long, "most": BODY})
    if not mail.keys():
        return SourceFault(source, key, "intake.mail_broken")
    if not plain(words.text).strip():
        return SourceFault(source, key, "intake.mail_without_body", {"attachments": len(words.attached)})
    new, history = quoted.split(plain(words.text))
    extra = words.notes | ({"quoted": history} if history else {})
    extra |= {"automatic": sort} if (sort := _automatic(mail)) else {}
    extra |= {"attachments": "\n".join(words.attached)} if words.attached else {}
    return fitting(SourceItem(
        source, key, "mail", _header(mail, "Subject"), new, sender=_header(mail, "From"), received_ms=_received(mail), extra=extra))


class _Words:
    """The readable text of a mail, the names of what is attached, and notes on what was replaced or guessed."""

    def __init__(self, mail: Message) -> None:
        self.notes: dict[str, str] = {}
        self.attached: list[str] = []
        self.too_long = 0
        self.text = self._of(mail)

    def _of(self, part: Message) -> str:
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            children = [child for child in part.get_payload() if isinstance(child, Message)]
            if part.get_content_subtype() == "alternative":
                return self._best(children)
            return "\n\n".join(text for child in children if (text := self._of(child).strip()))
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
            self.attached.append(_text_of_header(part.get_filename() or part.get_content_type()))
            return ""
        return self._leaf(part)

    def _best(self, children: list[Message]) -> str:
        """Plain text first, then any other form of the same words."""
        for child in sorted(children, key=lambda child: child.get_content_type() != "text/plain"):
            if (text := self._of(child)).strip():
                return text
        return ""

    def _leaf(self, part: Message) -> str:
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        if part.get_content_subtype() != "html":
            return self._decoded(raw, part.get_content_charset())
        if len(raw) > _HTML:
            self.too_long = len(raw)
            return ""
        return text_of(self._seen(self._decoded(raw, part.get_content_charset())))

    def _seen(self, html: str) -> str:
        """The HTML without what its styles hide from a reader; how much that was is noted."""
        pieces, done = list[str](), 0
        for start, end in sorted(hidden_markup(html)):
            pieces.append(html[done:start])
            done = max(done, end)
        left_out = len(html) - len(html[done:]) - sum(map(len, pieces))
        if left_out:
            self.notes |= {"hidden": str(int(self.notes.get("hidden", "0")) + left_out), "notice": "intake.hidden_text"}
        return "".join([*pieces, html[done:]])

    def _decoded(self, raw: bytes, charset: str | None) -> str:
        """By the declared charset; by a guess if it is unknown or untrue, and then that is noted."""
        try:
            return raw.decode(charset or "utf-8")
        except (LookupError, ValueError):
            text, guess = _guessed(raw)
        self.notes |= {"encoding": guess, "notice": "intake.characters_replaced" if "\ufffd" in text else "intake.encoding_guessed"}
        return text


def _guessed(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), "windows-1252"


def _automatic(mail: Message) -> str:
    """What the headers say of a machine that wrote it: ``report``, ``reply`` or ``list``; empty where they say nothing."""
    said = _header(mail, "Auto-Submitted").strip().lower()
    if mail.get_content_type() == "multipart/report" or mail.get("X-Failed-Recipients"):
        return "report"
    if said.startswith("auto-replied") or mail.get("X-Autoreply") or mail.get("X-Autorespond") or _header(mail, "Precedence").strip().lower() == "auto_reply":
        return "reply"
    return "list" if mail.get("List-Unsubscribe") else ""


def _header(mail: Message, name: str) -> str:
    return _text_of_header(mail.get(name, ""))


def _text_of_header(value: object) -> str:
    """The decoded words of a header; a broken encoded word stays as it is written."""
    try:
        parts = decode_header(value)  # type: ignore[arg-type]  # a Header object is allowed too
    except (MessageError, ValueError):
        return str(value)
    return "".join(part if isinstance(part, str) else _word(part, charset) for part, charset in parts)


def _word(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return _guessed(part)[0]


def _received(mail: Message) -> int | None:
    """Milliseconds since 1970 by the Date header; None if it is missing or no date. A date without a zone counts as UTC."""
    try:
        date = parsedate_to_datetime(str(mail.get("Date", "")))
        return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() * 1000)
    except (TypeError, ValueError, OverflowError):
        return None
