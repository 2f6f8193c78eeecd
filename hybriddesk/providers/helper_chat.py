"""What the built-in helper does with a chat message: draft, summarise or sort what was pasted, or say plainly that it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Task = Literal["reply", "summary", "sort", "can_do", "cannot"]

_STARTS: tuple[tuple[Task, re.Pattern[str]], ...] = (
    ("summary", re.compile(r"(?:please |can you |could you |bitte )?(?:summari[sz]e|sum up|tl;?dr|give me (?:a|the) summary|(?:a |the )?summary of|main points|fass(?:e)?\b|zusammenfassung|kurzfassung)[^:\n]{0,60}(?::|\n|$)", re.IGNORECASE)),
    ("reply", re.compile(r"(?:please |can you |could you |bitte )?(?:reply|answer|respond|draft|write (?:a |an )?(?:reply|answer|response)|antwort\w*|beantworte|entwirf|schreib\w* (?:eine )?antwort)[^:\n]{0,60}(?::|\n|$)", re.IGNORECASE)),
    ("sort", re.compile(r"(?:please |bitte )?(?:sort|classify|label|categori[sz]e|what is this (?:message )?about|sortier\w*|einordnen|worum geht)[^:\n]{0,60}(?::|\n|$)", re.IGNORECASE)),
)
_ABOUT_ITSELF = re.compile(
    r"^(?:hi|hello|hey|hallo|guten tag|moin|servus)?[,!. ]*(?:help|hilfe|what can you do|what do you do|who are you|are you (?:an? )?(?:ai|human|language model|bot|chatgpt)|how do you work|"
    r"was kannst du|was können sie|wer bist du|wer sind sie|bist du (?:eine? )?(?:ki|mensch|sprachmodell)|wie funktionierst du)?[?!. ]*$",
    re.IGNORECASE,
)
PASTED = 12
"""Words from which a message without an instruction counts as pasted work."""
LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to do, and with which text."""

    task: Task
    text: str = field(repr=False)


def wanted(message: str) -> Wanted:
    """The task in a chat message. A longer message without an instruction is taken as a message to answer."""
    message = message.strip()
    for task, start in _STARTS:
        found = start.match(message)
        if found:
            return Wanted(task, message[found.end() :].strip())
    if _ABOUT_ITSELF.match(message):
        return Wanted("can_do", "")
    return Wanted("reply" if len(message.split()) >= PASTED else "cannot", message)


def plain_question(wish: Wanted) -> bool:
    """Whether a message is a question by itself, and not pasted work: what the helper cannot answer, or one line that asks."""
    return wish.task == "cannot" or (wish.task == "reply" and wish.text.endswith("?") and "\n" not in wish.text and len(wish.text) <= LONGEST_QUESTION)
