"""What is known of the charge of an answer that broke off, and whether its provider can still be asked."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.desk.monitor.charged import charge_words
from hybriddesk.records.errors import Refused
from hybriddesk.records.offers import Charge
from hybriddesk.vault.charges import charge_rows
from hybriddesk.vault.reader import Reader
from hybriddesk.vault.runs import run


@dataclass(frozen=True, slots=True)
class Charged:
    """``named``: the provider gave the request an id by which it can be asked; ``charge``: what it said last."""

    provider: str = ""
    named: bool = False
    charge: Charge | None = None

    def can_be_asked(self, tellers: frozenset[str]) -> bool:
        """``tellers``: the providers that can tell."""
        return self.named and self.provider in tellers and (self.charge is None or self.charge.state == "too_early")

    def words(self) -> str:
        """What it said, or nothing."""
        return charge_words(self.charge, self.provider) if self.charge else ""


def charged(reader: Reader, wanted: str) -> Charged:
    """Of a run; nothing where its run was deleted by retention."""
    try:
        one = run(reader, wanted)
    except Refused:
        return Charged()
    return Charged(one.provider, one.request_id is not None, next(reversed(charge_rows(reader, wanted)), None))
