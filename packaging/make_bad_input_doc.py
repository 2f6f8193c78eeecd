"""Writes docs/bad-input.md: what a person reads when input or surroundings are bad. The sentences are those of the program."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hybriddesk.records.advice import advice  # noqa: E402

PAGE = ROOT / "docs" / "bad-input.md"

HEAD = """# Bad input, bad surroundings

What you read when something is not as it should be: what happened, what still works, what to do. The sentences below are the
program's own; `packaging/make_bad_input_doc.py` writes this page from them, and `tests/way/test_bad_input.py` holds each case:
the exit code, the sentence, and that nothing is lost. A broken file or row never stops the others, so such a command ends with 0.
"""

CASES: tuple[tuple[str, tuple[tuple[str, str, dict[str, object], str], ...]], ...] = (
    ("Files", (
        ("Empty file", "intake.empty", {}, "0"),
        ("200 MB in one piece", "intake.too_large", {"megabytes": 200, "most": 50}, "0"),
        ("Binary file", "intake.binary", {}, "0"),
        ("Broken encoding, readable as Windows text", "intake.encoding_guessed", {}, "0, read with this note"),
        ("Broken encoding, single letters lost", "intake.characters_replaced", {}, "0, read with this note"),
        ("Broken row of a table", "intake.broken_row", {"line": 3}, "0"),
        ("Mail without body", "intake.mail_without_body", {"attachments": 0}, "0"),
    )),
    ("Disk", (
        ("No disk space for the store", "vault.disk_full", {}, "4"),
        ("No disk space for a bundle", "sync.disk_full", {"file": "work.age"}, "4"),
        ("Read-only folder", "vault.read_only", {}, "4"),
    )),
    ("Screen", (
        ("No display", "desk.no_display", {}, "3; `packaging/run.sh` ends with 4 and names the same work without a screen"),
    )),
    ("Provider", (
        ("Provider down", "provider.connect", {"host": "api.example.com"}, "5"),
        ("Wrong key", "provider.wrong_key", {"provider": "Example"}, "5"),
        ("Model gone", "provider.model_gone", {"provider": "Example", "model": "small-1"}, "5"),
    )),
    ("Store", (
        ("Locked keyring", "vault.keyring_locked", {}, "4"),
        ("Damaged store", "vault.damaged", {}, "4"),
        ("Damaged header, both copies", "vault.header_damaged", {}, "4"),
        ("A new store over the remains of one", "vault.exists", {}, "4"),
        ("Wrong passphrase", "vault.wrong_passphrase", {}, "4"),
    )),
)
"""Chapters of ``(case, code, example facts, exit code)``."""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for chapter, cases in CASES:
        parts.append(f"\n## {chapter}\n")
        for title, code, facts, ends in cases:
            said = advice(code, facts)
            parts.append(f"\n### {title}\n`{code}`, exit {ends}\n\n- What happened: {said.what}\n- What still works: {said.works}\n- What to do: {said.do}\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
