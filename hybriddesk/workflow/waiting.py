"""What a person decides about work whose outcome nobody knows."""

from __future__ import annotations

from hybriddesk.vault.items import Items
from hybriddesk.vault.standing import LEFT


def leave(items: Items, item_id: str) -> None:
    """The person lets an unknown outcome rest; what had arrived is kept. Raises ``Refused('item.unknown')``."""
    items.set_state(item_id, "failed", LEFT)


def wait_again(items: Items, item_id: str) -> None:
    """The person accepts a second send: the item waits like a new one. Raises ``Refused('item.unknown')``."""
    items.set_state(item_id, "new")
