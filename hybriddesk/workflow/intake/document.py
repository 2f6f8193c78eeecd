"""Word and PDF files, read by a child process: their parsers meet hostile files, so time, memory and output are capped there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake import document_child
from hybriddesk.workflow.intake.limits import BODY, Found, fitting

SECONDS = 30
_CHILD = Path(document_child.__file__)


def items(path: Path, source: str) -> Iterator[Found]:
    """One item, or a fault: ``intake.document_encrypted``, ``document_broken``, ``document_slow``, ``no_text``, ``body_too_long``."""
    answer = _asked(path)
    if answer.get("fault"):
        facts: dict[str, str | int | float] = {"characters": BODY, "most": BODY} if answer["fault"] == "intake.body_too_long" else {}
        yield SourceFault(source, "", answer["fault"], facts)
    else:
        subject = answer["title"].strip() or path.stem
        extra = {"hidden": answer["hidden"], "notice": "intake.hidden_text"} if answer.get("hidden", "0") != "0" else {}
        yield fitting(SourceItem(source, "", "document", subject, answer["text"], sender=answer["author"], extra=extra))


def _asked(path: Path) -> dict[str, str]:
    """The child's answer: ``text``, ``title``, ``author`` and how many characters were ``hidden``, or ``fault``."""
    command = [sys.executable, "-P", str(_CHILD), path.suffix.lower(), str(path.absolute()), str(BODY)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  # our own file, no shell
        answer: dict[str, str] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"fault": "intake.document_slow"}
    except ValueError:
        return {"fault": "intake.document_broken"}
    return answer
