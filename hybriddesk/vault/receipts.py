"""Receipts of answers from trusted execution environments, kept with their run as they arrived."""

from __future__ import annotations

from dataclasses import fields

from hybriddesk.records.receipts import Receipt
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, only

_NAMES = [field.name for field in fields(Receipt)]
_COLUMNS = ", ".join(_NAMES)


def receipt_of(source: Source, run: str) -> Receipt:
    """Raises ``Refused('tee.no_receipt')``."""
    return Receipt(**dict(zip(_NAMES, only(source, "tee.no_receipt", f"SELECT {_COLUMNS} FROM receipts WHERE run = ?", (run,)), strict=True)))


def has_receipt(source: Source, run: str) -> bool:
    """Whether the run has one."""
    return bool(source.query("SELECT 1 FROM receipts WHERE run = ?", (run,)))


class Receipts:
    """One receipt a run; a later one replaces it."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, receipt: Receipt) -> None:
        with self.db.write("receipts", ids=[receipt.run]) as connection:
            connection.execute(
                f"INSERT OR REPLACE INTO receipts({_COLUMNS}) VALUES(:{_COLUMNS.replace(', ', ', :')})",
                {name: getattr(receipt, name) for name in _NAMES},
            )

    def of(self, run: str) -> Receipt:
        """Raises ``Refused('tee.no_receipt')``."""
        return receipt_of(self.db, run)
