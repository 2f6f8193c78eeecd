"""Bad input and bad surroundings, each as a person meets it: a named fault, an exit code, a whole sentence, and nothing lost."""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from hybriddesk.__main__ import main
from hybriddesk.records.advice import advice, table
from tests.way.loopback import Loopback, status

Run = Callable[..., SimpleNamespace]
ROOT = Path(__file__).resolve().parents[2]
GOOD = "Please send me a copy of my invoice. Anna Keller"


def drafted(store: Run, folder: Path) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Drafts a folder; its lines about faults, and those about drafts."""
    ended = store("draft", "reply", folder)
    assert ended.code == 0, ended.words
    return [line for line in ended.lines if line.get("fault")], [line for line in ended.lines if line.get("review")]


def is_whole(said: dict[str, object], code: str, **facts: object) -> None:
    """The line names the fault and says what happened, what still works, and what to do, with no gap left."""
    words = advice(code, facts)
    assert said["code"] == code
    assert said["fault"] == words.what
    assert said["advice"] == f"{words.works} {words.do}"
    assert words.works
    assert words.do
    assert "?" not in words.what.removesuffix("?")
    assert "{" not in f"{said['fault']}{said['advice']}"


def says_whole(words: str, code: str, **facts: object) -> None:
    """The person was told all three sentences."""
    said = advice(code, facts)
    assert all((said.what, said.works, said.do))
    for sentence in (said.what, said.works, said.do):
        assert sentence in words
    assert "Traceback" not in words


def held(store: Run) -> tuple[list[tuple[object, object]], bool]:
    """What the store holds: every entry with its state, and whether the audit chain is whole."""
    rows = store("review", "list", "--state", "all")
    assert rows.code == 0, rows.words
    return sorted((row["id"], row["state"]) for row in rows.lines), store("audit", "verify").lines[0]["ok"]


@pytest.fixture
def work(store: Run, tmp_path: Path) -> Path:
    """A folder with one good message; the store has one decided entry already."""
    first = tmp_path / "first.txt"
    first.write_text("I want to change my address, please.")
    (line,) = store("draft", "reply", first).lines
    assert store("review", "decide", line["review"], "--approve").code == 0
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


# -- files -------------------------------------------------------------------------------------------------------------


def test_an_empty_file(store: Run, work: Path) -> None:
    """It is named; the other file is drafted."""
    (work / "bad.txt").write_bytes(b"")
    faults, drafts = drafted(store, work)
    is_whole(faults[0], "intake.empty")
    assert faults[0]["source"] == "in/bad.txt"
    assert len(drafts) == 1


@pytest.mark.parametrize(("name", "code"), [("bad.txt", "intake.too_large"), ("bad.eml", "intake.too_large"), ("bad.csv", "intake.binary")])
def test_a_file_of_200_megabytes(store: Run, work: Path, name: str, code: str) -> None:
    """One piece of work of 200 MB is refused by its size; a table of that size is read piece by piece, and named if it is no text."""
    with (work / name).open("wb") as file:
        file.write(b"text\n" + b"hello there\n" * 1000)
        file.truncate(200 * 1024 * 1024)
    faults, drafts = drafted(store, work)
    is_whole(faults[0], code, megabytes=200, most=50)
    assert len(drafts) == 1


def test_a_table_of_200_megabytes_is_streamed(tmp_path: Path) -> None:
    """The first rows of a 200 MB table are there long before its end is read, and memory stays small."""
    import tracemalloc

    from hybriddesk.workflow.intake import read

    path = tmp_path / "big.csv"
    row = b"1,Please call me about my order of last week.\n"
    with path.open("wb") as file:
        file.write(b"id,text\n")
        for _ in range(200):
            file.write(row * (1024 * 1024 // len(row)))
    tracemalloc.start()
    found = read([path])
    assert [next(found).body for _ in range(50)][-1].startswith("Please call me")
    assert tracemalloc.get_traced_memory()[1] < 32 * 1024 * 1024
    tracemalloc.stop()


def test_a_binary_file(store: Run, work: Path) -> None:
    """A picture with a text ending is named, and nothing of it reaches a draft."""
    (work / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40)
    faults, drafts = drafted(store, work)
    is_whole(faults[0], "intake.binary")
    assert len(drafts) == 1


@pytest.mark.parametrize(("raw", "code"), [
    ("Grüße aus Köln, wo ist meine Rückzahlung?".encode("latin-1"), "intake.encoding_guessed"),
    ("Grüße aus Köln und Zürich, ä ö ü ß".encode() + b"\xff mehr Text", "intake.characters_replaced"),
])
def test_a_broken_encoding(store: Run, work: Path, raw: bytes, code: str) -> None:
    """The text is read all the same, and the line says how."""
    (work / "bad.txt").write_bytes(raw)
    faults, drafts = drafted(store, work)
    said = advice(code)
    assert all((said.what, said.works, said.do))
    assert faults == []
    assert sorted(str(line["notice"]) for line in drafts) == sorted(["None", f"{said.what} {said.do}"])
    (noted,) = [line for line in drafts if line["notice"]]
    assert "Grüße aus Köln" in store("review", "show", noted["review"]).lines[0]["request"]


def test_a_broken_row_of_a_table(store: Run, work: Path) -> None:
    """The row is named by its line; the rows before and after it are drafted."""
    (work / "bad.csv").write_text("id,text\n1,Where is my parcel?\n2,one,cell,too,many\n3,Please call me back.\n")
    faults, drafts = drafted(store, work)
    is_whole(faults[0], "intake.broken_row", line=3)
    assert len(drafts) == 3


def test_a_mail_without_body(store: Run, work: Path) -> None:
    """A mail of headers alone is named; the rest goes on."""
    (work / "bad.eml").write_text("From: Bob Stone <bob@example.org>\nSubject: Hello\nMessage-ID: <1@example.org>\n\n")
    faults, drafts = drafted(store, work)
    is_whole(faults[0], "intake.mail_without_body", attachments=0)
    assert len(drafts) == 1


# -- the disk ----------------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(where: Path, size: str) -> Iterator[Callable[..., None]]:
    """A real disk of that size, as root; gives a function that mounts it anew with other options."""
    def mount(*options: str) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join((f"size={size}", *options)), "none", str(where)], check=True)

    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(where)], capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    try:
        yield mount
    finally:
        subprocess.run(["umount", str(where)], check=True)


@pytest.mark.parametrize("room", [0, 160 * 1024], ids=["nothing left", "enough to open the store"])
def test_no_disk_space(run: Run, tmp_path: Path, room: int) -> None:
    """A full disk is named with 4, keeps what was decided, and once there is room the same command works, with no restart."""
    disk = tmp_path / "store"
    disk.mkdir()
    with small_disk(disk, "3m"):
        home = "store/data"
        assert run("init", "--sample", store=home).code == 0
        before = held(lambda *words: run(*words, store=home))
        work = tmp_path / "in"
        work.mkdir()
        for number in range(40):
            (work / f"{number}.txt").write_text(f"Where is parcel {number}? " + "It was due long ago. " * 60)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - room))
        ended = run("draft", "reply", work, store=home)
        assert ended.code == 4, ended.words
        says_whole(ended.words, "vault.disk_full")
        ballast.unlink()
        assert held(lambda *words: run(*words, store=home)) == before
        again = run("draft", "reply", work / "1.txt", store=home)
        assert again.code == 0, again.words
        assert again.lines[0]["review"]


def test_no_disk_space_for_an_export(store: Run, tmp_path: Path) -> None:
    """A bundle that does not fit is named with 4; no half file stays, and the store is as it was."""
    secret, disk = tmp_path / "secret", tmp_path / "stick"
    secret.write_text("four plain words here")
    disk.mkdir()
    (tmp_path / "long.txt").write_text("".join(f"Where is parcel {number}? " for number in range(8000)))
    store("draft", "reply", tmp_path / "long.txt")
    before = held(store)
    with small_disk(disk, "8k"):
        ended = store("bundle", "export", disk / "b.age", "--bundle-passphrase-file", secret)
        assert ended.code == 4
        says_whole(ended.words, "sync.disk_full", file="b.age")
        assert list(disk.iterdir()) == []
    assert held(store) == before


def test_a_bundle_that_meets_a_limit(store: Run, tmp_path: Path) -> None:
    """The same for whoever may not mount: a limit on the size of files stops the export, and the store is as it was."""
    secret, out = tmp_path / "secret", tmp_path / "out"
    secret.write_text("four plain words here")
    out.mkdir()
    (tmp_path / "long.txt").write_text("".join(f"Where is parcel {number}? " for number in range(30_000)))
    store("draft", "reply", tmp_path / "long.txt")
    before = held(store)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        ended = store("bundle", "export", out / "b.age", "--bundle-passphrase-file", secret)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ended.code == 4, ended.words
    says_whole(ended.words, "sync.disk_full", file="b.age")
    assert list(out.iterdir()) == []
    assert held(store) == before


def test_a_read_only_folder_of_exports(store: Run, tmp_path: Path) -> None:
    """A folder that may not be written to is named for a bundle and for readable files alike; nothing is left there."""
    secret, out = tmp_path / "secret", tmp_path / "out"
    secret.write_text("four plain words here")
    out.mkdir(mode=0o500)
    if os.access(out, os.W_OK):
        out = Path("/proc/self")  # root may write to any folder but those of the system
    before = held(store)
    for command in (("bundle", "export", out / "b.age", "--bundle-passphrase-file", secret), ("export", "conversations", out / "c.jsonl")):
        ended = store(*command)
        assert ended.code == 4, ended.words
        assert command[-1 if command[0] == "export" else 2].name in ended.words
        assert "Traceback" not in ended.words
    assert held(store) == before


def test_a_read_only_folder(run: Run, tmp_path: Path) -> None:
    """A store on a disk that became read-only is named with 4, is not changed, and opens again when it can be written."""
    disk = tmp_path / "store"
    disk.mkdir()
    with small_disk(disk, "8m") as mount:
        home = "store/data"
        assert run("init", "--sample", store=home).code == 0
        before = held(lambda *words: run(*words, store=home))
        (tmp_path / "a.txt").write_text(GOOD)
        mount("remount", "ro")
        ended = run("draft", "reply", tmp_path / "a.txt", store=home)
        assert ended.code == 4, ended.words
        says_whole(ended.words, "vault.read_only")
        mount("remount", "rw")
        assert held(lambda *words: run(*words, store=home)) == before


# -- the screen --------------------------------------------------------------------------------------------------------


def test_no_display(tmp_path: Path) -> None:
    """The start script says that there is no screen, names the line that does the same work, and ends with 4."""
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    python = venv / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    query = stubs / "dpkg-query"
    query.write_text("#!/bin/sh\nprintf 'ii '\n")
    query.chmod(0o755)
    stamp = 'printf "%s" "$("$1" -c \'import sys; print(sys.version)\' | head -n 1) $(cksum < "$2") $3" > "$3/stamp"'
    subprocess.run(["sh", "-c", stamp, "sh", sys.executable, str(ROOT / "packaging/requirements.txt"), str(venv)], check=True)
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    env |= {"HYBRIDDESK_VENV": str(venv), "HYBRIDDESK_PYTHON": sys.executable, "PATH": f"{stubs}:{os.environ['PATH']}"}
    ended = subprocess.run(["sh", str(ROOT / "packaging/run.sh")], env=env, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 4, ended.stderr
    assert "There is no screen here" in ended.stderr
    assert "Your data was not touched" in ended.stderr
    assert "sh packaging/run.sh draft reply FILE-OR-FOLDER" in ended.stderr
    direct = subprocess.run([sys.executable, "-m", "hybriddesk"], env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert direct.returncode == 3
    says_whole(direct.stderr, "desk.no_display")


# -- the provider ------------------------------------------------------------------------------------------------------


def asked(store: Run, url: str, tmp_path: Path) -> SimpleNamespace:
    """A provider is added at ``url`` and asked once."""
    (tmp_path / "key").write_text("sk-planted-key-0001")
    added = store("provider", "add", "cloud", "--adapter", "openai", "--base-url", url, "--key-file", tmp_path / "key", "--model", "small-1",
                  "--allow-loopback-http")
    assert added.code == 0, added.words
    return store("ask", "--provider", "cloud", "--yes", stdin="Where is my parcel?")


@pytest.mark.parametrize(("answer", "code", "kind"), [
    (None, "provider.connect", "transient"), (status(401, "invalid_api_key"), "provider.wrong_key", "permanent"),
    (status(404, "model_not_found"), "provider.model_gone", "permanent"),
])
def test_the_provider_fails(store: Run, work: Path, tmp_path: Path, answer: object, code: str, kind: str) -> None:
    """Down, wrong key, model gone: 5, an event with advice, the words kept; the built-in helper goes on working."""
    before = held(store)
    with Loopback([answer] if answer else []) as server:
        url = server.url
        if answer:
            ended = asked(store, url, tmp_path)
    if not answer:
        ended = asked(store, url, tmp_path)
    assert ended.code == 5, ended.words
    facts = {"host": url.removeprefix("http://").split("/")[0], "provider": "cloud", "model": "small-1"}
    says_whole(ended.words, code, **facts)
    last = ended.lines[-1]
    said = advice(code, facts)
    assert (last["event"], last["kind"], last["message"], last["advice"]) == ("failed", kind, said.what, f"{said.works} {said.do}")
    assert "sk-planted" not in ended.words
    out = tmp_path / "threads.md"
    assert store("export", "conversations", "--format", "md", out).code == 0
    assert "Where is my parcel?" in out.read_text()
    assert held(store) == before
    assert len(drafted(store, work)[1]) == 1


# -- the door ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def desktop(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A private session bus with a real keyring daemon, as the vault's own tests start it."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "vault"))
    from test_vault_keyring import Desktop, needs_daemon

    if needs_daemon.args[0]:
        pytest.skip("packages dbus and gnome-keyring")
    started = Desktop(tmp_path_factory.mktemp("desk"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.setenv(name, started.env[name])
    yield started
    started.close()


def test_a_locked_keyring(run: Run, desktop: object, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The command ends with 4 and says so; no new store is made, and the passphrase opens the old one."""
    desktop.start("login")
    assert run("init", "--keyring", "--sample").code == 0
    before = held(run)
    files = sorted(path.name for path in (tmp_path / "store").iterdir())
    desktop.start()
    capfdbinary.readouterr()
    assert main(["review", "list", "--data-dir", str(tmp_path / "store")]) == 4
    says_whole(capfdbinary.readouterr().err.decode(), "vault.keyring_locked")
    assert sorted(path.name for path in (tmp_path / "store").iterdir()) == files
    assert held(run) == before


def test_a_damaged_store(store: Run, work: Path, tmp_path: Path) -> None:
    """Flipped bytes are never shown as if they were right: 4, the file untouched; the sound file put back opens as before."""
    before = held(store)
    path = tmp_path / "store" / "vault.db"
    sound = path.read_bytes()
    damaged = bytearray(sound)
    for at in range(1000, len(damaged), 4096):
        damaged[at] ^= 0xFF
    path.write_bytes(damaged)
    for command in (("review", "list"), ("draft", "reply", work)):
        ended = store(*command)
        assert ended.code == 4, ended.words
        says_whole(ended.words, "vault.damaged")
    assert path.read_bytes() == bytes(damaged)
    path.write_bytes(sound)
    assert held(store) == before


def test_a_damaged_header(store: Run, work: Path, tmp_path: Path) -> None:
    """Both copies of the header broken: 4, the passphrase is not blamed, no new store; put back, it opens. One copy heals itself."""
    before = held(store)
    home = tmp_path / "store"
    sound = {name: (home / name).read_bytes() for name in ("vault.json", "vault.json.bak")}
    data = (home / "vault.db").read_bytes()
    for name in sound:
        (home / name).write_bytes(sound[name][:40] + b"#" + sound[name][41:])
    for command in (("review", "list"), ("draft", "reply", work), ("init",)):
        ended = store(*command)
        assert ended.code == 4, ended.words
        says_whole(ended.words, "vault.exists" if command == ("init",) else "vault.header_damaged")
    assert (home / "vault.db").read_bytes() == data
    (home / "vault.json.bak").write_bytes(sound["vault.json.bak"])
    assert held(store) == before
    assert (home / "vault.json").read_bytes() == sound["vault.json"]


def test_a_wrong_passphrase(store: Run, passphrase: Path) -> None:
    """4, and a whole sentence that is not about damage."""
    before = held(store)
    right = passphrase.read_text()
    passphrase.write_text("not the one at all")
    ended = store("review", "list")
    assert ended.code == 4
    says_whole(ended.words, "vault.wrong_passphrase")
    passphrase.write_text(right)
    assert held(store) == before


def test_the_page_is_up_to_date() -> None:
    """docs/bad-input.md is what its script writes, and every case of this file stands in it with whole sentences."""
    spec = importlib.util.spec_from_file_location("make_bad_input_doc", ROOT / "packaging" / "make_bad_input_doc.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run packaging/make_bad_input_doc.py"
    own = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in table() if f'"{code}"' in own and f"`{code}`" not in maker.page()] == []
    for _chapter, cases in maker.CASES:
        for _title, code, facts, _ends in cases:
            said = advice(code, facts)
            assert all(part and "?" not in part for part in (said.what, said.works, said.do)), code
