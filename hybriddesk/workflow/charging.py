"""Unknown outcomes looked up where the provider can tell: whether it was carried out, and what it cost.

Only the id that the provider itself gave to the request is sent, with the key; no text. Nothing is sent again by this: a person
decides, and now knows more.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from hybriddesk.providers.senders import BY_NAME
from hybriddesk.records.errors import Fault
from hybriddesk.records.offers import Charge
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.charges import Charges
from hybriddesk.vault.database import Database
from hybriddesk.vault.ledger import Ledger, ledger_ids
from hybriddesk.workflow.senders import Senders

BOOKED_MS = 15 * 60 * 1000
"""A request that the provider still cannot find after this time was never charged."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One request. ``charge`` None: nobody can tell, and ``code`` says why."""

    line: LedgerLine
    charge: Charge | None
    code: str = ""


class Charging:
    """Asks providers about requests whose outcome nobody knows."""

    def __init__(self, db: Database, ledger: Ledger, senders: Senders, charges: Charges) -> None:
        self._db = db
        self._ledger = ledger
        self._senders = senders
        self.charges = charges
        self._audit = Audit(db)

    def tellers(self) -> frozenset[str]:
        """The person's providers that can be asked what one request cost."""
        return frozenset(config.name for config in self._senders.book.all() if config.adapter in BY_NAME and BY_NAME[config.adapter].tells_charge)

    async def look_up(self, conversation: str | None = None) -> tuple[Looked, ...]:
        """Every unknown request (of one conversation), the latest first. A provider that fails is named and the rest goes on."""
        lines = [self._ledger.get(one) for one in ledger_ids(self._db, outcome="unknown")]
        return tuple([await self._one(line) for line in lines if conversation in (None, line.conversation)])

    async def _one(self, line: LedgerLine) -> Looked:
        if not line.request_id:
            return Looked(line, None, "provider.no_request_id")
        try:
            config = self._senders.config(line.provider)
            sender = self._senders.sender(config, line.conversation)
            self._audit.add("provider.charge_asked", line.provider, host=urlsplit(config.base_url).netloc)
            charge = self._settled(line, await sender.charge(line.request_id))
        except Fault as fault:
            return Looked(line, None, fault.code)
        self.charges.keep(line.id, line.run, charge)
        return Looked(line, charge)

    def _settled(self, line: LedgerLine, charge: Charge) -> Charge:
        late = self._db.clock() - line.at_ms > BOOKED_MS
        return Charge("not_found") if charge.state == "too_early" and late else charge
