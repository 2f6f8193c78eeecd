"""A process that works on a store until it is killed; each line it prints acknowledges what is done.

    hold DIR KEY            opens the store, says its number, waits
    write DIR KEY FROM      rows FROM, FROM+1, ... each with an audit line
    rekey DIR KEY           passphrases in turn: "passphrase number 1", "... 2", ...
    create DIR STEP         makes a store, killed at its STEP-th touch of a file
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from pathlib import Path

from vault_stores import QUICK, put

from hybriddesk.vault import store
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey

TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate", "sqlcipher3.connect"}


def say(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def hold(folder: StoreFolder, key: str) -> None:
    db = Database.open(folder, DataKey(bytes.fromhex(key)))
    say(os.getpid())
    sys.stdin.read()
    db.close()


def write(folder: StoreFolder, key: str, start: str) -> None:
    db = Database.open(folder, DataKey(bytes.fromhex(key)))
    audit = Audit(db)
    for number in itertools.count(int(start)):
        with db.write():
            put(db, f"{number:08}", "x" * (number % 3000))
            audit.add("row.put", f"{number:08}")
        say(number)


def rekey(folder: StoreFolder, key: str) -> None:
    for number in itertools.count(1):
        store.change_passphrase(folder, DataKey(bytes.fromhex(key)), f"passphrase number {number}", stretch=QUICK)
        say(number)


def create(folder: StoreFolder, step: str) -> None:
    left = int(step)

    def touched(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHES and any(str(folder.data_dir) in str(argument) for argument in arguments):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)
    store.create(folder, "plain words for testing", stretch=QUICK)
    say("made")


if __name__ == "__main__":
    act, data_dir, *rest = sys.argv[1:]
    {"hold": hold, "write": write, "rekey": rekey, "create": create}[act](StoreFolder(Path(data_dir)), *rest)
