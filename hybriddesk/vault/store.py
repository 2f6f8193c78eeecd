"""The door to the encrypted store: set-up, unlock, and who holds the key.

Everything here blocks for up to half a second (Argon2id) or ten (a frozen keyring): call it in a worker thread. Nothing here
ever makes a new store where an old one may be.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from hybriddesk.records.errors import Fault, Permanent, Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.store import FromKeyring, Passphrase, RecoveryCode, Secret
from hybriddesk.vault import passphrases, recovery
from hybriddesk.vault.cipher import connect, require_hidden, sql_faults
from hybriddesk.vault.database import Database, start_writing
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.guesses import Guesses
from hybriddesk.vault.header import Header, Wrap, heal, load, proof_of, save
from hybriddesk.vault.keyring_holder import KeyringHolder
from hybriddesk.vault.keys import SALT_BYTES, DataKey, Stretch
from hybriddesk.vault.migrations import migrate

__all__ = [
    "DataKey", "Database", "StoreFolder", "change_passphrase", "create", "keyring_disable", "keyring_enable", "keyring_offered",
    "new_recovery_code", "unlock",
]

HolderOf = Callable[[str], KeyringHolder]
_GUESSES = Guesses()


def create(
    folder: StoreFolder, passphrase: str | None, *, keyring: bool = False, holder_of: HolderOf = KeyringHolder,
    stretch: Stretch = Stretch(),  # noqa: B008  frozen
) -> tuple[DataKey, str]:
    """Makes an empty store and returns its key and the recovery code to print. The header's write is the moment it exists.

    Without a passphrase the keyring must hold the key, and the code is the second holder. Raises ``Refused``: ``vault.exists``,
    ``vault.no_holder``, the faults of ``passphrases.check``; ``Permanent``: ``vault.keyring_*``, ``vault.disk_full``,
    ``vault.read_only``.
    """
    if passphrase is None and not keyring:
        raise Refused("vault.no_holder")
    if passphrase is not None:
        passphrases.check(passphrase)
    with folder.changing_header():
        if folder.state() != "absent":
            raise Refused("vault.exists")
        key, code = DataKey.fresh(), recovery.new_code()
        header = Header(new_id(), os.urandom(SALT_BYTES), proof_of(key)).with_wrap(key, "recovery", recovery.holder_key(code))
        if passphrase is not None:
            header = _with_passphrase(header, key, passphrase, stretch)
        if keyring:
            header = header.with_wrap(key, "keyring", holder_of(header.store).put())
        _new_database(folder, key, header.salt)
        save(folder.header, header)
        folder.settle_creation()
    return key, code


def unlock(folder: StoreFolder, secret: Secret, *, holder_of: HolderOf = KeyringHolder) -> DataKey:
    """The store's key. After five wrong passphrases each further one waits a little first.

    Raises ``Refused``: ``vault.wrong_passphrase``, ``vault.wrong_recovery_code``, ``vault.recovery_code_mistyped``,
    ``vault.no_passphrase``, ``vault.keyring_off``, ``vault.header_damaged``, ``vault.header_missing``, ``vault.no_database``,
    ``vault.newer``, ``vault.absent``; ``Permanent``: ``vault.keyring_absent|locked|frozen|failed|empty|wrong``.
    """
    header = _present(folder)
    key = _opened(folder, header, secret, holder_of)
    _heal_if_possible(folder, header)
    return key


def change_passphrase(folder: StoreFolder, key: DataKey, new: str, *, stretch: Stretch = Stretch()) -> None:  # noqa: B008  frozen
    """Seals the same key under a new passphrase, or sets the first one. The old passphrase opens nothing from here on."""
    passphrases.check(new)
    _rewrite(folder, key, lambda header: _with_passphrase(header, key, new, stretch))


def new_recovery_code(folder: StoreFolder, key: DataKey) -> str:
    """A new code to print; the old one opens nothing from here on."""
    code = recovery.new_code()
    _rewrite(folder, key, lambda header: header.with_wrap(key, "recovery", recovery.holder_key(code)))
    return code


def keyring_enable(folder: StoreFolder, key: DataKey, *, holder_of: HolderOf = KeyringHolder) -> None:
    """Lets the desktop's keyring open the store too. Raises ``Permanent('vault.keyring_*')``; nothing changes then."""
    _rewrite(folder, key, lambda header: header.with_wrap(key, "keyring", holder_of(header.store).put()))


def keyring_disable(folder: StoreFolder, key: DataKey, *, holder_of: HolderOf = KeyringHolder) -> None:
    """The keyring opens the store no more. What it still holds is removed if it answers, and worthless if it does not.

    Raises ``Refused('vault.no_passphrase')`` when only the printed code would be left.
    """

    def without(header: Header) -> Header:
        if header.wrap_of("passphrase") is None:
            raise Refused("vault.no_passphrase")
        return header.without("keyring")

    holder_of(_rewrite(folder, key, without).store).remove()


def keyring_offered(folder: StoreFolder) -> bool:
    """Whether this store can be opened by the keyring; False too when there is no readable header."""
    return _offers(folder, "keyring")


def passphrase_set(folder: StoreFolder) -> bool:
    """Whether this store can be opened by a passphrase."""
    return _offers(folder, "passphrase")


def _offers(folder: StoreFolder, holder: str) -> bool:
    if folder.state() not in ("present", "no_database"):
        return False
    return any(wrapped.holder == holder for wrapped in load(folder.header).wraps)


def _present(folder: StoreFolder) -> Header:
    state = folder.state()
    if state == "absent":
        raise Refused("vault.absent")
    header = load(folder.header)
    if state == "no_database":
        raise Refused("vault.no_database")
    return header


def _opened(folder: StoreFolder, header: Header, secret: Secret, holder_of: HolderOf) -> DataKey:
    if isinstance(secret, Passphrase):
        return _by_passphrase(folder, header, secret.text)
    if isinstance(secret, RecoveryCode):
        return _fits(header, header.wrap_of("recovery"), recovery.holder_key(secret.text), Refused("vault.wrong_recovery_code"))
    assert isinstance(secret, FromKeyring)
    wrapped = header.wrap_of("keyring")
    if wrapped is None:
        raise Refused("vault.keyring_off")
    return _fits(header, wrapped, holder_of(header.store).get(), Permanent("vault.keyring_wrong"))


def _by_passphrase(folder: StoreFolder, header: Header, text: str) -> DataKey:
    wrapped = header.wrap_of("passphrase")
    if wrapped is None or wrapped.stretch is None:
        raise Refused("vault.no_passphrase")
    _GUESSES.wait(folder.data_dir)
    try:
        key = _fits(header, wrapped, wrapped.stretch.key(text, wrapped.salt), Refused("vault.wrong_passphrase"))
    except Refused:
        _GUESSES.wrong(folder.data_dir)
        raise
    _GUESSES.right(folder.data_dir)
    return key


def _fits(header: Header, wrapped: Wrap | None, holder_key: bytes, otherwise: Fault) -> DataKey:
    key = header.opened(wrapped, holder_key) if wrapped else None
    if key is None:
        raise otherwise
    return key


def _rewrite(folder: StoreFolder, key: DataKey, change: Callable[[Header], Header]) -> Header:
    with folder.changing_header():
        header = load(folder.header)
        if not header.belongs(key):
            raise Refused("vault.other_store")
        return save(folder.header, change(header))


def _with_passphrase(header: Header, key: DataKey, passphrase: str, stretch: Stretch) -> Header:
    salt = os.urandom(SALT_BYTES)
    return header.with_wrap(key, "passphrase", stretch.key(passphrase, salt), salt=salt, stretch=stretch)


def _new_database(folder: StoreFolder, key: DataKey, salt: bytes) -> None:
    """An empty store of the newest schema under its waiting name; what an earlier, unfinished set-up left is replaced."""
    for suffix in ("", "-wal", "-shm"):
        folder.new_database.with_name(folder.new_database.name + suffix).unlink(missing_ok=True)
    connection = connect(folder.new_database, key, salt)
    try:
        with sql_faults():
            start_writing(connection)
            migrate(connection, folder, key, salt)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    require_hidden(folder.new_database)


def _heal_if_possible(folder: StoreFolder, header: Header) -> None:
    try:
        heal(folder.header, header)
    except Permanent:
        # A full or read-only disk must not keep the person out of a sound store.
        return
