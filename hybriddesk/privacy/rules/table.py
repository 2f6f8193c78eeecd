"""Every rule in one table, in the order in which the Privacy place lists them."""

from __future__ import annotations

from hybriddesk.privacy.rules import contact, network
from hybriddesk.privacy.rules.base import Rule

TABLE: tuple[Rule, ...] = (*contact.RULES, *network.RULES)
