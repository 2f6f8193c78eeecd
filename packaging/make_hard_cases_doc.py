"""Writes docs/privacy-hard-cases.md: how many of the hard cases hold, theme by theme, and every one that is known to fail."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "privacy-hard-cases.md"
CASES = ROOT / "tests" / "privacy" / "hard_cases.jsonl"

THEMES = {
    "names": "Names in unusual forms", "addresses": "Addresses of many countries", "phones": "Phones in odd writings",
    "ids": "Numbers that their context makes personal", "secrets": "Secrets in code, settings, chat and logs",
    "disguises": "Disguised values", "structure": "Values in structured text", "letters": "Letters in seven languages",
    "births": "Dates of birth and ages", "traps": "Ordinary words and numbers that must stay",
}  # fmt: skip
HEAD = """# Hard cases of privacy

{total} short texts made by hand, none copied from a set that is used for measuring, no real person's data. In {held} of them nothing
leaves that should not, nothing is hidden that should stay, and restoring gives the text back. **{known} are known to fail**{listed}; all {total} come back whole. They are picked to be hard, so the share says
nothing about ordinary text. `tests/privacy/test_hard_cases.py` holds each of them, the failures too: a test fails when one is mended.

A case fails by one word of four letters, even where the rest of the value is hidden. `packaging/make_hard_cases_doc.py` writes this page.

| Theme | Cases | Hold | Known to fail |
|---|---|---|---|
"""
LISTED = " and are listed below: in {leaks} of them something gets out, in {hides} an ordinary word is hidden"


def page() -> str:
    """The whole page, from the cases as they are."""
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    known = [row for row in rows if row.get("known")]
    count, failing = (Counter(row["id"].rpartition("-")[0] for row in some) for some in (rows, known))
    leaks = sum(any(fault.startswith("leaks") for fault in row["faults"]) for row in known)
    text = HEAD.format(total=len(rows), held=len(rows) - len(known), known=len(known), listed=LISTED.format(leaks=leaks, hides=len(known) - leaks) if known else "")
    text += "".join(f"| {label} | {count[theme]} | {count[theme] - failing[theme]} | {failing[theme]} |\n" for theme, label in THEMES.items())
    text += "\n## Known to fail\n\n" + ("" if known else "None at present.\n")
    return text + "".join(f"- {row['id']}, {row['why']}: {'; '.join(f'`{fault}`' for fault in row['faults'])}\n" for row in known)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
