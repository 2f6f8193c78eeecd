"""Conversations in whose title or text some words stand. Runs on the engine thread, in slices."""

from __future__ import annotations

import anyio.lowlevel

from hybriddesk.desk.conversations.thread_model import Thread
from hybriddesk.records.work import Conversation
from hybriddesk.workspace import Workspace

MOST = 200
SLICE = 200


async def find_threads(workspace: Workspace, words: str) -> tuple[Thread, ...]:
    """At most 200, newest first; those found in their text come with the place."""
    needle = words.casefold().strip()
    snippets = {hit.conversation: hit.snippet.replace("\x02", "").replace("\x03", "") for hit in workspace.search.find(words, MOST)}
    found: list[Thread] = []
    for number, one in enumerate(workspace.conversations.all()):
        if _matches(one, needle) or one.id in snippets:
            found.append(Thread(one, snippets.get(one.id, "")))
        if len(found) >= MOST:
            break
        if number % SLICE == SLICE - 1:
            await anyio.lowlevel.checkpoint()
    return tuple(found)


def _matches(one: Conversation, needle: str) -> bool:
    return needle in one.title.casefold()
