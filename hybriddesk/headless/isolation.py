"""The isolation self-test on the command line: what a provider could link, a JSON line a row."""

from __future__ import annotations

import argparse

from hybriddesk.headless.session import DoorFactory, emit, say
from hybriddesk.records.linking import Finding, IsolationReport

WORDS = {
    "nothing": "nothing to link by", "visible": "visible, links nobody by itself", "admitted": "links, and cannot be avoided", "linked": "LINKS",
}


async def privacy(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """selftest; needs no store. Exit 4 if anything links that should not."""
    found = await door_of(options.data_dir, None).isolation_test(options.conversations, lambda _done, _all: None)
    for row in found.findings:
        emit(_row(row))
    emit({
        "isolated": found.isolated, "conversations": found.conversations, "requests": found.requests, "ledger_lines": found.ledger_lines,
        "beside_the_ledger": found.unmatched, "admitted": [row.code for row in found.findings if row.verdict == "admitted"],
        "linked": [" ".join(filter(None, (row.code, row.subject))) for row in found.findings if row.verdict == "linked"],
    })
    say(options, _table(found))
    return 0 if found.isolated and not found.unmatched else 4


def _row(row: Finding) -> dict[str, object]:
    return {"looked_at": row.code, "subject": row.subject, "found": dict(row.facts), "verdict": row.verdict, "linkable": row.linkable}


def _table(found: IsolationReport) -> str:
    rows = [(" ".join(filter(None, (row.code, row.subject))), WORDS[row.verdict], _facts(row)) for row in found.findings]
    width, second = max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)
    lines = [f"{name:<{width}}  {verdict:<{second}}  {facts}".rstrip() for name, verdict, facts in rows]
    lines.append(
        f"{found.requests} requests of {found.conversations} made-up conversations, sent from a throw-away store to a recorder on this computer; "
        f"its ledger held {found.ledger_lines} of them. The account key, the network address and the time link requests at every provider.",
    )
    return "\n".join(lines)


def _facts(row: Finding) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.facts.items() if value != "")
