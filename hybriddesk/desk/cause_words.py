"""Why a bad answer was bad, in a person's words: names for menus and tables, and one plain sentence."""

from __future__ import annotations

from hybriddesk.desk.words import noop, of_code, translated
from hybriddesk.records.diagnoses import SENTENCES, SIDES, Cause, Diagnosis, Mark, Side
from hybriddesk.vault.diagnoses import Kept

NAMES: dict[Cause, str] = {
    "missed": noop("Causes", "In a source, not found"),
    "held": noop("Causes", "Found, held back"),
    "irrelevant": noop("Causes", "Passage did not fit"),
    "outdated": noop("Causes", "Source out of date"),
    "gap": noop("Causes", "In no source"),
    "ignored": noop("Causes", "Passage not used"),
    "invented": noop("Causes", "Made up"),
    "wording": noop("Causes", "Wording only"),
    "unclear": noop("Causes", "Not clear"),
}
SIDE_NAMES: dict[Side, str] = {
    "retrieval": noop("Causes", "Finding passages"), "sources": noop("Causes", "Your sources"), "model": noop("Causes", "Model or prompt"),
    "unclear": noop("Causes", "Not clear"),
}
_SAID = {
    ("missed", "index"): noop("Causes", "“{name}” has {what}, but it was not found."),
    ("ignored", "given"): noop("Causes", "“{name}” went along and has {what}; the model did not use it."),
    ("ignored", "request"): noop("Causes", "The message itself has {what}; the model overlooked it."),
    ("ignored", "earlier"): noop("Causes", "An earlier reply of yours has {what}; the helper did not use it."),
    ("irrelevant", "given"): noop("Causes", "The draft followed “{name}”, which has nothing to do with the request."),
    ("irrelevant", "earlier"): noop("Causes", "The draft followed an earlier reply of yours that does not fit this request."),
    ("outdated", "given"): noop("Causes", "What was taken out stands in “{name}”: that source seems out of date."),
    ("outdated", "earlier"): noop("Causes", "What was taken out stands in an earlier reply of yours: that one seems out of date."),
    ("invented", "nowhere"): noop("Causes", "“{quote}” stands neither in the message nor in a passage that went along."),
}


def tr(text: str) -> str:
    """In the person's language."""
    return translated(text, "Causes")


def cause_name(cause: Cause) -> str:
    """A few words for menus and tables."""
    return tr(NAMES[cause])


def plain(cause: Cause) -> str:
    """The sentence where no words show it, such as for a cause that a person named."""
    return of_code(SENTENCES[cause], {}).what


def side_name(side: Side) -> str:
    """Where it went wrong."""
    return tr(SIDE_NAMES[side])


def side_of(kept: Kept) -> str:
    """The side of what stands about an entry."""
    return side_name(SIDES[kept.cause])


def said(kept: Kept, removed: str) -> str:
    """What went wrong and where, in one sentence. ``removed``: the words of the draft that show it, where there are any."""
    found = kept.found.diagnosis if kept.found is not None else None
    mark = next(iter(marks(found, kept.cause)), None) if found is not None else None
    if found is None or mark is None:
        return plain(kept.cause)
    what = tr("the words that were added") if found.read == "final" else tr("what the reason says")
    if kept.cause == "held":
        return tr("“{name}” has {what}. It was found and held back: {why}").format(name=mark.name, what=what, why=of_code(mark.code, {}).what)
    words = _SAID.get((kept.cause, mark.where))
    return tr(words).format(name=mark.name, what=what, quote=removed) if words and (mark.what == "added" or removed) else plain(kept.cause)


def marks(found: Diagnosis, cause: Cause) -> tuple[Mark, ...]:
    """The words that show this cause, none where a person named another one than the app found."""
    kinds = {
        "missed": {("added", "index")}, "held": {("added", "held")}, "gap": {("added", "nowhere")}, "invented": {("removed", "nowhere")},
        "ignored": {("added", "given"), ("added", "request"), ("added", "earlier")}, "outdated": {("removed", "given"), ("removed", "earlier")},
        "irrelevant": {("removed", "given"), ("removed", "earlier")},
    }.get(cause, set())
    return tuple(one for one in found.marks if (one.what, one.where) in kinds)
