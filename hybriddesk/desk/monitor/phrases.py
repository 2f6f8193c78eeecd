"""Words of the Monitor place: classes of faults, states, workflows and steps."""

from __future__ import annotations

from hybriddesk.desk.words import NO_BREAK, number, of_code, translated
from hybriddesk.records.advice import Advice, table
from hybriddesk.vault.error_pages import TroubleRow
from hybriddesk.workflow.senders import HELPER

NONE = "\u2014"

CLASSES: dict[str, tuple[str, str, str]] = {
    "transient": ("Passing", "warn", "It may work when tried again; HybridDesk tried again where it could."),
    "permanent": ("Lasting", "bad", "It fails again however often it is tried."),
    "refused": ("Held back", "accent", "A rule stopped it before anything left this computer."),
    "unknown": ("Outcome unknown", "warn", "It left, and nobody knows how it ended. It is never sent again by itself."),
    "defect": ("Defect", "bad", "A mistake in HybridDesk itself."),
    "silent": ("Silent", "warn", "An answer came and looked well, but something is wrong with it. It waits for a person."),
}
"""Per class of fault: a word, the tone of its chip, and what it means."""

TROUBLE_STATES: dict[str, tuple[str, str]] = {"open": ("Open", "bad"), "muted": ("Muted", "neutral"), "solved": ("Solved", "ok")}

RUN_STATES: dict[str, tuple[str, str]] = {
    "intent": ("About to leave", "neutral"), "sent": ("Under way", "accent"), "done": ("Done", "ok"), "failed": ("Failed", "bad"),
    "unknown": ("Outcome unknown", "warn"), "cancelled": ("Cancelled", "neutral"),
}

STEP_STATES: dict[str, tuple[str, str]] = {"ok": ("done", "ok"), "failed": ("failed", "bad"), "cancelled": ("cancelled", "neutral")}

_WORKFLOWS = {
    "reply": "Reply", "summary": "Summary", "sort": "Sort", "chat": "Conversation", "command": "Command line", "context": "Summary of a conversation",
}
_NODES = {
    "agree": "Before sending", "send": "Sending", "restore": "Putting values back", "score": "Judging the answer", "file": "Filing", "watch": "Watching",
}


def tr(text: str) -> str:
    """The text in the person's language."""
    return translated(text, "Monitor")


def counted(count: int, one: str, more: str, **facts: str) -> str:
    """``one`` for exactly one, else ``more``; both may hold ``{n}`` and the facts."""
    return tr(one if count == 1 else more).format(n=number(count), **facts)


def workflow_words(workflow: str) -> str:
    """A workflow as a person reads it; one of another version keeps its name."""
    return tr(_WORKFLOWS[workflow]) if workflow in _WORKFLOWS else workflow or NONE


def node_words(node: str) -> str:
    """A step of a run."""
    return tr(_NODES[node]) if node in _NODES else node or NONE


def class_words(kind: str) -> tuple[str, str, str]:
    """Word, tone and meaning of a class; one of another version keeps its name."""
    word, tone, meaning = CLASSES.get(kind, (kind, "neutral", ""))
    return tr(word), tone, tr(meaning)


def state_words(states: dict[str, tuple[str, str]], state: str) -> tuple[str, str]:
    """Word and tone of a state; one of another version keeps its name."""
    word, tone = states.get(state, (state, "neutral"))
    return tr(word), tone


def who(provider: str, model: str) -> str:
    """``OpenAI · gpt-4o-mini``; the built-in helper has one model, which says nothing."""
    if provider == HELPER.name:
        return tr("Built-in helper")
    return " \u00b7 ".join(part for part in (provider, model) if part) or NONE


def said_of(row: TroubleRow) -> Advice:
    """What happened, what works, what to do, filled with the facts of the latest occurrence."""
    one = row.trouble
    known = {"provider": one.provider, "model": one.model, "where": one.place}
    return of_code(one.code, {**{name: value for name, value in known.items() if value}, **row.facts})


def codes_saying(text: str) -> tuple[str, ...]:
    """The codes whose words, as this person reads them, hold ``text``."""
    wanted = text.strip().lower()
    if not wanted:
        return ()
    return tuple(code for code, row in table().items() if any(wanted in tr_advice(part).lower() for part in (row.what, row.do)))


def tr_advice(text: str) -> str:
    """A sentence of the advice table in the person's language."""
    return translated(text)


def seconds_words(seconds: int) -> str:
    """``24 s``, ``4:05 min``: for a countdown, in whole seconds."""
    if seconds < 60:
        return f"{number(seconds)}{NO_BREAK}{translated('s', 'Units')}"
    return f"{number(seconds // 60)}:{seconds % 60:02d}{NO_BREAK}{translated('min', 'Units')}"
