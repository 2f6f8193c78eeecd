"""The keyring, asked for real: a private bus and GNOME's own daemon, unlocked, locked, frozen, dead and absent."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys

import pytest
from vault_stores import PASSPHRASE, make

from hybriddesk.records.errors import Permanent
from hybriddesk.records.store import FromKeyring, Passphrase, RecoveryCode
from hybriddesk.vault import keyring_process, store
from hybriddesk.vault.keyring_holder import KeyringHolder

BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
needs_daemon = pytest.mark.skipif(
    not all(map(shutil.which, ("dbus-daemon", "dbus-send", "gnome-keyring-daemon"))), reason="packages dbus and gnome-keyring",
)


class Desktop:
    """A bus of its own in an empty home; the daemon is started and ended by the test."""

    def __init__(self, home):
        (home / "run").mkdir(mode=0o700)
        (home / "bus.conf").write_text(BUS)
        self.env = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "XDG_RUNTIME_DIR": str(home / "run")}
        self.bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={home / 'bus.conf'}", "--nofork", "--print-address=1"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=self.env,
        )
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()
        self.daemon = None

    def start(self, password=None):
        self.stop()
        unlock = ["--unlock"] if password else []
        self.daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--components=secrets", *unlock], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=self.env,
        )
        self.daemon.stdin.write((password or "").encode())
        self.daemon.stdin.close()
        while "boolean true" not in self.owner():
            assert self.daemon.poll() is None

    def owner(self):
        ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"]
        return subprocess.run([*ask, "string:org.freedesktop.secrets"], env=self.env, capture_output=True, text=True, check=True).stdout

    def stop(self):
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()
            self.daemon = None

    def close(self):
        self.stop()
        self.bus.kill()
        self.bus.wait()
        self.bus.stdout.close()


@pytest.fixture
def desktop(tmp_path_factory, monkeypatch):
    started = Desktop(tmp_path_factory.mktemp("desk"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.setenv(name, started.env[name])
    yield started
    started.close()


def fault(call, *arguments, **more):
    with pytest.raises(Permanent) as caught:
        call(*arguments, **more)
    return caught.value.code


@needs_daemon
def test_an_unlocked_keyring_opens_the_store_and_forgets_it_when_switched_off(desktop, tmp_path):
    """Set up by the keyring alone, opened by it, by the printed code too; switched off, the entry is gone from the daemon."""
    desktop.start("login")
    made = make(tmp_path, None, keyring=True)
    assert store.unlock(made.folder, FromKeyring()).raw == made.key.raw
    assert store.unlock(made.folder, RecoveryCode(made.code)).raw == made.key.raw
    store.change_passphrase(made.folder, made.key, PASSPHRASE)
    store.keyring_disable(made.folder, made.key)
    assert fault(KeyringHolder(store.load(made.folder.header).store).get) == "vault.keyring_empty"


@needs_daemon
def test_the_keyring_still_opens_the_store_after_a_new_login(desktop, tmp_path):
    """The daemon is restarted and unlocked with the same password."""
    desktop.start("login")
    made = make(tmp_path, keyring=True)
    desktop.start("login")
    assert store.unlock(made.folder, FromKeyring()).raw == made.key.raw


@needs_daemon
@pytest.mark.parametrize(("password", "code"), [(None, "vault.keyring_locked"), ("not the login one", "vault.keyring_locked")])
def test_a_locked_keyring_is_named_and_the_passphrase_opens(desktop, tmp_path, password, code):
    """Locked, or unlocked with a wrong password: the same fault, the same way out, the same store."""
    desktop.start("login")
    made = make(tmp_path, keyring=True)
    desktop.start(password)
    assert fault(store.unlock, made.folder, FromKeyring()) == code
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw


@needs_daemon
def test_a_frozen_keyring_is_given_up_and_works_again_when_it_wakes(desktop, tmp_path):
    """A stopped daemon never answers: the helper process is ended, the passphrase opens; awake, the keyring opens again."""
    desktop.start("login")
    made = make(tmp_path, keyring=True)

    def impatient(name):
        return KeyringHolder(name, patience_s=1)

    desktop.daemon.send_signal(signal.SIGSTOP)
    assert fault(store.unlock, made.folder, FromKeyring(), holder_of=impatient) == "vault.keyring_frozen"
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw
    desktop.daemon.send_signal(signal.SIGCONT)
    assert store.unlock(made.folder, FromKeyring()).raw == made.key.raw


@needs_daemon
def test_a_bus_without_keyring_and_no_bus_are_both_absent(desktop, tmp_path, monkeypatch):
    """The daemon died, then the bus is gone: absent at once, and the passphrase opens."""
    desktop.start("login")
    made = make(tmp_path, keyring=True)
    desktop.stop()
    assert fault(store.unlock, made.folder, FromKeyring()) == "vault.keyring_absent"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert fault(store.unlock, made.folder, FromKeyring()) == "vault.keyring_absent"
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw


@needs_daemon
def test_set_up_without_a_working_keyring_makes_no_store(desktop, tmp_path):
    """Asked to hold the key, an absent keyring refuses; nothing half-made stays in the way."""
    with pytest.raises(Permanent, match=r"vault\.keyring_absent"):
        make(tmp_path, None, keyring=True)
    desktop.start("login")
    made = make(tmp_path, None, keyring=True)
    assert store.unlock(made.folder, FromKeyring()).raw == made.key.raw


def test_the_patience_is_ten_seconds():
    """The limit a person waits for a frozen daemon."""
    assert KeyringHolder("x")._patience_s == 10.0


def speaking(text):
    return KeyringHolder("x", command=(sys.executable, "-c", f"print({text!r})"))


@pytest.mark.parametrize(("said", "code"), [
    ("", "vault.keyring_failed"), ("[1]", "vault.keyring_failed"), ('{"fault": "failed"}', "vault.keyring_failed"),
    ('{"fault": "absent"}', "vault.keyring_absent"), ('{"fault": "locked"}', "vault.keyring_locked"),
    ('{"secret": null}', "vault.keyring_empty"), ('{"secret": "abcd"}', "vault.keyring_empty"), ('{"secret": "zz"}', "vault.keyring_empty"),
])
def test_whatever_the_helper_process_says_is_a_named_fault(said, code):
    """Noise, a crash, a short or foreign secret: never a key, never an uncaught exception."""
    assert fault(speaking(said).get) == code


def test_a_keyring_that_keeps_nothing_is_found_out_by_reading_back():
    """It answers that all is well and returns nothing."""
    assert fault(speaking('{"secret": null}').put) == "vault.keyring_forgets"


def test_a_helper_process_that_cannot_start_is_a_named_fault():
    """No interpreter where one should be."""
    assert fault(KeyringHolder("x", command=("/nonexistent/python",)).get) == "vault.keyring_failed"


class FakeRing:
    """Stands for one backend; ``trouble`` is raised on every use."""

    priority = 5
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012  shared on purpose
    trouble: Exception | None = None

    def get_password(self, service, name):
        if self.trouble:
            raise self.trouble
        return self.kept.get((service, name))

    def set_password(self, service, name, secret):
        self.kept[service, name] = secret

    def delete_password(self, service, name):
        del self.kept[service, name]


@pytest.fixture
def ring(monkeypatch):
    from keyring.backends import SecretService

    monkeypatch.setattr(SecretService, "Keyring", FakeRing)
    monkeypatch.setattr(keyring_process, "BACKENDS", (("keyring.backends.SecretService", "Keyring"),))
    monkeypatch.setattr(FakeRing, "kept", {})
    monkeypatch.setattr(FakeRing, "trouble", None)
    return FakeRing


def asked(act, secret=""):
    return keyring_process.answer({"act": act, "service": "HybridDesk", "name": "one", "secret": secret})


def test_the_helper_process_stores_reads_and_removes(ring):
    """Each answer tells what the keyring holds afterwards; removing twice is no fault."""
    assert asked("read") == {"secret": None}
    assert asked("store", "ab") == {"secret": "ab"}
    assert asked("remove") == {"secret": None}
    assert asked("remove") == {"secret": None}


def test_the_helper_process_names_the_backends_troubles(ring, monkeypatch):
    """Locked, a start that was dismissed, and everything else the library knows."""
    from keyring.errors import InitError, KeyringError, KeyringLocked

    for trouble, name in ((KeyringLocked(), "locked"), (InitError(), "locked"), (KeyringError(), "failed")):
        monkeypatch.setattr(ring, "trouble", trouble)
        assert asked("read") == {"fault": name}


def test_a_backend_that_cannot_work_here_is_passed_over(ring, monkeypatch):
    """It raises when asked how well it works; the next one is taken, or none is there."""

    class Elsewhere(type):
        @property
        def priority(cls):
            raise RuntimeError("not on this system")

    import keyring.backends.kwallet

    monkeypatch.setattr(keyring.backends.kwallet, "DBusKeyring", Elsewhere("DBusKeyring", (), {}))
    listed = (("keyring.backends.kwallet", "DBusKeyring"),)
    monkeypatch.setattr(keyring_process, "BACKENDS", listed)
    assert asked("read") == {"fault": "absent"}
    monkeypatch.setattr(keyring_process, "BACKENDS", (*listed, ("keyring.backends.SecretService", "Keyring")))
    assert asked("read") == {"secret": None}


def test_a_backend_that_is_not_on_the_list_is_never_asked(monkeypatch):
    """Even when it is the one configured: with no listed backend at work, the keyring is absent."""
    import keyring

    monkeypatch.setattr(keyring_process, "BACKENDS", ())
    monkeypatch.setattr(keyring, "get_keyring", lambda: pytest.fail("asked"))
    assert asked("read") == {"fault": "absent"}


def test_a_null_or_plain_text_backend_is_not_on_the_list():
    """Only keyrings of desktops that encrypt what they hold."""
    listed = " ".join(module for module, _ in keyring_process.BACKENDS)
    assert all(word not in listed for word in ("null", "fail", "chainer", "file"))


def test_the_process_speaks_json_on_its_two_streams(ring, monkeypatch, capsys):
    """One request in, one answer out."""
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"act": "store", "service": "HybridDesk", "name": "one", "secret": "ab"}'))
    keyring_process.main()
    assert capsys.readouterr().out == '{"secret": "ab"}'
