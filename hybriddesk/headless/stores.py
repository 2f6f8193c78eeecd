"""Commands about the store itself: init, audit."""

from __future__ import annotations

import argparse

from hybriddesk.headless.session import DoorFactory, emit, opened, say, secret_text


async def init(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Creates the store and prints its recovery code once."""
    passphrase = secret_text(options.passphrase_file, "New passphrase: ") if options.passphrase_file else None
    door = door_of(options.data_dir, None)
    try:
        workspace, code = await door.create(
            passphrase, keyring=options.keyring or passphrase is None, sample=options.sample,
        )
        emit({"created": str(door.data_dir), "recovery_code": code, "reviews": workspace.reviews.counts()})
    finally:
        await door.lock()
    say(options, "Store created. Print the recovery code and keep it away from this computer: it is shown only now.")
    return 0


async def audit(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Checks the audit chain; exit 4 if it is broken."""
    async with opened(options, door_of) as workspace:
        state = workspace.audit.verify()
        emit({"ok": state.ok, "entries": state.entries, "first_bad": state.first_bad, "head": state.head})
    return 0 if state.ok else 4
