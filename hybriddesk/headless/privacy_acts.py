"""The privacy command: the self-test, and the lists of what is always hidden for a client or matter."""

from __future__ import annotations

import argparse
from pathlib import Path

from hybriddesk.headless import isolation
from hybriddesk.headless.session import DoorFactory, emit, file_text, opened
from hybriddesk.privacy.terms import terms_of
from hybriddesk.records.hide_lists import HideList, Scope
from hybriddesk.vault.hide_lists import HideLists


async def privacy(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """selftest, which needs no store, and lists."""
    if options.act == "selftest":
        return await isolation.privacy(options, door_of)
    async with opened(options, door_of) as workspace:
        for found in _done(options, workspace.hide_lists):
            emit(_row(found, whole=options.what == "show"))
    return 0


def _done(options: argparse.Namespace, lists: HideLists) -> tuple[HideList, ...]:
    """The lists to print after the act."""
    match options.what:
        case "list":
            return lists.all()
        case "add":
            return (lists.add(options.name, _terms(options), everywhere=options.everywhere),)
    stands = lists.named(options.list)
    match options.what:
        case "show":
            return (stands,)
        case "change":
            return (_changed(options, lists, stands),)
        case "remove":
            lists.remove(stands.id)
            return ()
        case _:
            scope: Scope = "conversation" if options.conversation else "import"
            return (lists.use(stands.id, scope, options.conversation or options.source, on=options.what == "use"),)


def _changed(options: argparse.Namespace, lists: HideLists, stands: HideList) -> HideList:
    """What was given changes, the rest stays; further terms are added to those that stand."""
    before = () if options.anew else stands.terms
    everywhere = stands.everywhere if options.everywhere is None else options.everywhere == "on"
    return lists.change(stands.id, options.name or stands.name, (*before, *_terms(options)), everywhere=everywhere)


def _terms(options: argparse.Namespace) -> tuple[str, ...]:
    """From the command line and from files; a file called .csv or .tsv is a table. Raises ``Permanent('file.unreadable')``."""
    read = [terms_of(file_text(name), table=Path(name).suffix.lower() in {".csv", ".tsv"}) for name in options.file]
    return (*options.term, *(term for terms in read for term in terms))


def _row(found: HideList, *, whole: bool) -> dict[str, object]:
    terms: dict[str, object] = {"terms": list(found.terms)} if whole else {"terms": len(found.terms)}
    return {"id": found.id, "name": found.name, "everywhere": found.everywhere, "conversations": list(found.conversations), "imports": list(found.imports), **terms}
