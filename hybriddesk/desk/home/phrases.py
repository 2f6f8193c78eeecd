"""Words of Home."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from hybriddesk.desk.words import number, translated


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return translated(text, "Home")


def counted(count: int, one: str, more: str) -> str:
    """``one`` for exactly one, else ``more``; both may hold ``{n}``."""
    return tr(one if count == 1 else more).format(n=number(count))


def greeting(now: datetime) -> str:
    """By the time of day."""
    if now.hour < 5 or now.hour >= 18:
        return tr("Good evening")
    return tr("Good morning") if now.hour < 12 else tr("Good afternoon")


def day(now: datetime) -> str:
    """``Monday, 23 November``."""
    return QLocale().toString(QDate(now.year, now.month, now.day), tr("dddd, d MMMM"))


def month(now: datetime) -> str:
    """``November``."""
    return QLocale().standaloneMonthName(now.month)
