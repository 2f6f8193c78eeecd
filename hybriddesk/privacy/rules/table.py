"""Every rule in one table, in the order in which the Privacy place lists them."""

from __future__ import annotations

from hybriddesk.privacy.rules import (
    address,
    bank,
    card_expiry,
    contact,
    crypto,
    dates,
    ids,
    named_secrets,
    network,
    papers,
    phone,
    secrets,
    traces,
)
from hybriddesk.privacy.rules.base import Rule

TABLE: tuple[Rule, ...] = (
    *secrets.RULES, *named_secrets.RULES, *contact.RULES, *phone.RULES, *network.RULES, *bank.RULES, *card_expiry.RULES, *crypto.RULES, *ids.RULES, *papers.RULES, *dates.RULES, *address.RULES, *traces.RULES,
)  # fmt: skip
