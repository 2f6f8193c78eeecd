"""Sentences and figures as a person reads them: the advice table through the translator, numbers by the person's locale."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from hybriddesk.records.advice import Advice, table
from hybriddesk.records.errors import Fault

if TYPE_CHECKING:
    from hybriddesk.records.way import Reason

SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS = 1_000, 60_000, 3_600_000, 86_400_000
NO_BREAK = "\u202f"


def translated(text: str, context: str = "Advice") -> str:
    """The text in the person's language, or as it is."""
    return QCoreApplication.translate(context, text) if text else ""


def noop(_context: str, text: str) -> str:
    """Marks a text of a table for translation; ``translated`` looks it up where it is shown."""
    return text


def sentence(fault: Fault) -> Advice:
    """What happened, what still works, what to do."""
    return of_code(fault.code, dict(fault.facts))


def of_code(code: str, facts: dict[str, object]) -> Advice:
    """The same for a code that was stored. A code of a newer version says so instead of failing."""
    rows = table()
    row = rows.get(code) or rows["desk.unknown_code"]
    said = Advice(translated(row.what), translated(row.works), translated(row.do))
    return said.filled({"code": code, **facts})


def reason(why: Reason) -> str:
    """Why a draft waits, in one sentence."""
    return of_code(why.code, dict(why.facts)).what


def details(fault: Fault) -> str:
    """What "Copy details" copies: version, code and facts. Faults carry no text of people, so neither does this."""
    from hybriddesk import __version__  # noqa: PLC0415  a leaf value

    facts = "\n".join(f"{name}: {value}" for name, value in fault.facts.items())
    return f"HybridDesk {__version__}\n{type(fault).__name__} {fault.code}\n{facts}".rstrip()


def number(value: float, decimals: int = 0) -> str:
    """``1,234`` or ``1.234`` as the locale writes it."""
    return QLocale().toString(float(value), "f", decimals)


def percent(share: float, decimals: int = 0) -> str:
    """``58 %`` for 0.58; the sign stands where the locale wants it, kept together by a narrow space."""
    return f"{number(share * 100, decimals)}{NO_BREAK}{QLocale().percent()}"


def money(usd: float) -> str:
    """US dollars; four decimals below a cent's worth of meaning."""
    return f"${number(usd, 2 if usd == 0 or usd >= 0.1 else 4)}"


def size(amount: int) -> str:
    """Bytes, for people: ``412 bytes``, ``4.2 MB``."""
    return QLocale().formattedDataSize(amount, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def duration(ms: float) -> str:
    """``320 ms``, ``6.4 s``, ``4 min``, ``2 h``, ``3 d``."""
    for unit, least, decimals in (("d", DAY_MS, 0), ("h", HOUR_MS, 0), ("min", MINUTE_MS, 0), ("s", SECOND_MS, 1)):
        if ms >= least:
            return f"{number(ms / least, decimals)}{NO_BREAK}{translated(unit, 'Units')}"
    return f"{number(ms)}{NO_BREAK}ms"


def ago(at_ms: int, now_ms: int | None = None) -> str:
    """How long since: ``now``, ``4 min``, ``2 h``, then the date."""
    past = (time.time_ns() // 1_000_000 if now_ms is None else now_ms) - at_ms
    if past < MINUTE_MS:
        return translated("now", "Units")
    return duration(past) if past < 2 * DAY_MS else date(at_ms)


def date(at_ms: int) -> str:
    """The day, short: ``23 Nov 2026``."""
    day = datetime.fromtimestamp(at_ms / 1000).astimezone()
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def clock(at_ms: int) -> str:
    """The time of day: ``10:44``."""
    at = datetime.fromtimestamp(at_ms / 1000).astimezone()
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def moment(at_ms: int) -> str:
    """Date and time of day."""
    return f"{date(at_ms)} {clock(at_ms)}"
