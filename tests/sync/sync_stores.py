"""Stores with something in every table, for the tests of this room."""

from __future__ import annotations

from pathlib import Path

from hybriddesk.records.ids import new_id
from hybriddesk.sync import age, bundling
from hybriddesk.sync.bundle_write import write_bundle
from hybriddesk.sync.manifest import BundleSummary
from hybriddesk.vault import store
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import Stretch

PASS = "six random words make one"
QUICK = Stretch(passes=1, lanes=1, memory_kib=8)
LOG_N = 4
NOW = 1_700_000_000_000


def empty(where: Path) -> Database:
    folder = StoreFolder(where)
    key, _ = store.create(folder, "plain words for testing", stretch=QUICK)
    ticks = iter(range(NOW, NOW + 10**9))
    return Database.open(folder, key, clock=lambda: next(ticks))


def insert(db: Database, table: str, **values: object) -> None:
    with db.write(table) as connection:
        connection.execute(f"INSERT INTO {table}({', '.join(values)}) VALUES({', '.join('?' * len(values))})", tuple(values.values()))


def conversation(db: Database, made: str | None = None, **more: object) -> str:
    made = made or new_id()
    insert(db, "conversations", **({"id": made, "title": "Ä thread", "kind": "item", "created_ms": 1, "updated_ms": 1} | more))
    return made


def review(db: Database, thread: str, made: str | None = None, **more: object) -> str:
    made = made or new_id()
    values = {
        "id": made, "conversation": thread, "run": new_id(), "workflow": "reply", "prompt_version": "reply@1", "provider": "helper",
        "model": "helper/1", "state": "pending", "needs_person": 1, "risk": 0.5, "confidence": 0.25, "created_ms": 5, "changed_ms": 5,
        "title": "Refund", "snippet": "Where", "reasons_json": "[]", "request": "Where is it?", "draft": "Dear Anna", "draft_scrubbed": "Dear PERSON_7QXK"}
    insert(db, "reviews", **(values | more))
    return made


def decision(db: Database, of: str, at: int, action: str = "approve", undone: int | None = None, final: str | None = None) -> str:
    made = new_id()
    insert(db, "decisions", id=made, review=of, action=action, from_state="pending", seconds=1.5, decided_ms=at, undone_ms=undone, note="", final=final)
    return made


def provider(db: Database, name: str = "mine", **more: object) -> None:
    insert(db, "providers", **({
        "name": name, "adapter": "openai", "base_url": "https://api.example.org/v1", "key": "sk-planted-secret", "created_ms": 1, "changed_ms": 1} | more))


def filled(where: Path) -> Database:
    """Rows in all tables, with every column type and awkward text."""
    db = empty(where)
    insert(db, "settings", name="general.person", value_json='"AK"', changed_ms=3)
    provider(db)
    insert(db, "breakers", provider="mine", model="m", state_json="{}", changed_ms=1)
    insert(db, "imports", id="i" * 26, source="in", workflow="reply", items=1, created_ms=2)
    insert(db, "import_faults", id=new_id(), import_id="i" * 26, source="in/a.csv", key="row 3", code="intake.broken_row", facts_json='{"line":3}')
    thread = conversation(db)
    insert(db, "items", id=thread, import_id="i" * 26, source="in/b.eml", key="<1@x>", kind="mail", state="drafted", workflow="reply",
           received_ms=None, created_ms=4, changed_ms=4, digest="d", sender="anna@example.org", subject="Größe 🦊", body='a\n"b"\u2028\x85 c\x00d')
    insert(db, "placeholders", conversation=thread, token="PERSON_7QXK", kind="PERSON", value="Anna", position=1)
    insert(db, "by_hand", conversation=thread, action="hide", value="Berlin", kind="OTHER", created_ms=6)
    insert(db, "turns", id=new_id(), conversation=thread, role="assistant", state="complete", confidence=1.0, created_ms=7, changed_ms=7, text="Hello Anna", scrubbed="Hello PERSON_7QXK")
    insert(db, "compactions", id=new_id(), conversation=thread, kind="summary", upto=new_id(), covered=1, text="Person: Hello", maker="helper", added=0,
           before=9, after=3, code="", created_ms=7)
    run = new_id()
    insert(db, "runs", id=run, conversation=thread, workflow="reply", prompt_version="reply@1", provider="mine", model="m", state="done", started_ms=8, ended_ms=9, cost_usd=0.1)
    for step in ("scrub", "send", "send"):
        insert(db, "spans", run=run, step=step, started_ms=8, duration_us=5, state="ok")
    insert(db, "ledger", id=new_id(), run=run, conversation=thread, attempt=1, at_ms=8, provider="mine", model="m", host="api.example.org", method="POST",
           url="https://api.example.org/v1", sha256="0", outcome="done", status=200, headers_json="[]", replaced_json="[]", body=bytes(range(256)))
    entry = review(db, thread, state="approved", final="Dear Anna", decided_ms=20, changed_ms=20, working="Dear An", working_ms=19, seconds=3.0)
    insert(db, "batches", decision=decision(db, entry, 20, final="Dear Anna"), batch=new_id())
    insert(db, "rubric_answers", review=entry, person="ada", criterion="The tone fits", value=4, highest=5, answered_ms=20)
    insert(db, "second_looks", review=entry, first="d" * 26, drawn_ms=20, changed_ms=22, person="ben", action="edit", edit_words=0.5, edit_chars=0.25,
           seconds=2.0, decided_ms=22, differs=1, note="Say it plainly", final="Dear Anna, no")
    insert(db, "lent", review=entry, first="d" * 26, asked="ben", taken_in_ms=21)
    insert(db, "notes", id=new_id(), review=entry, person="ada", created_ms=21, about="draft", quote="Dear Anna", text="planted note")
    insert(db, "hard_cases", id=new_id(), review=entry, workflow="reply", prompt_version="reply@1", held_back=0, created_ms=21, request="Where is it?",
           must_json='["way"]', must_not_json="[]", reason="Wrong fact")
    insert(db, "finals", review=entry, created_ms=20, request="Where is {PERSON}?", final="Dear {PERSON}")
    insert(db, "feedback", id=new_id(), conversation=thread, name="thumb", value="up", reason="", comment="planted comment", context_json="{}", created_ms=21)
    insert(db, "cycle_entries", id=new_id(), topic="prompt:reply@1", code="cycle.prompt", facts_json='{"bad":3}', stage="act", note="Größe", action="Shorter",
           owner="ada", figure="bad_share", workflow="reply", days=14, items=0, created_ms=22, changed_ms=23, decided_ms=23, acted_ms=23)
    insert(db, "cycle_sessions", id=new_id(), held_ms=24, person="ada", topics=3, decisions=1)
    insert(db, "knowledge_sources", id="k" * 26, name="Bedingungen.pdf", path="/home/anna/Bedingungen.pdf", kind="document", sha256="0", characters=9,
           added_ms=24, changed_ms=24, text="14 Tage ☕")
    insert(db, "knowledge_questions", id="q" * 26, wanted="k" * 26, created_ms=24, text="Wie lange?")
    insert(db, "passages", run=run, place=0, source="k" * 26, name="Bedingungen.pdf", version=1, start=0, end=9, score=0.5, text="14 Tage ☕")
    insert(db, "diagnoses", review=entry, cause="model", named_by="person", changed_ms=25)
    insert(db, "versions", id=new_id(), table_name="turns", row_id="x", row_json="{}", why="edit", replaced_ms=22)
    insert(db, "hide_lists", id="l" * 26, name="Krähe & Söhne", everywhere=0, terms_json='["Krähe"]', changed_ms=23)
    insert(db, "hide_list_uses", list="l" * 26, scope="conversation", target=thread, created_ms=23)
    Audit(db).add("vault.create", "planted")
    return db


def written(db: Database, target: Path, *, passphrase: str = PASS, keys: bool = False, log_n: int = LOG_N) -> BundleSummary:
    """A bundle with quick key derivation."""
    reader = db.reader()
    reader.begin()
    try:
        return write_bundle(reader, target, passphrase, bundling.about(db), include_keys=keys, log_n=log_n)
    finally:
        reader.close()


def digests(db: Database, where: Path) -> dict[str, str]:
    """Each table's digest as a bundle of this store would have it."""
    made = written(db, where / "digest.age", keys=True)
    (where / "digest.age").unlink()
    return {name: digest for name, digest in made.digests.items() if name not in ("audit", "versions")}


def plaintext(path: Path, passphrase: str = PASS) -> bytes:
    with path.open("rb") as file:
        return b"".join(age.chunks(file, age.unlock(file, passphrase)))
