"""The program that opens a Word or PDF file: ``document_child.py .pdf PATH MOST`` answers with one JSON object on standard output.

It runs alone in its own process with its memory and time capped, imports nothing of the app, and writes nothing to disk.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

MEMORY = 1 << 30
_READABLE = 2
UNPACKED = 200 * 1024 * 1024


def read_docx(path: str, most: int) -> dict[str, str]:
    """Text of all paragraphs and tables in their order, as a reader sees it: no hidden text, no comments, no deleted words."""
    import docx  # noqa: PLC0415  # slow to import and only needed here
    from docx.table import Table  # noqa: PLC0415

    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
            return {"fault": "intake.document_broken"}
    document = docx.Document(path)
    hidden = [0]
    blocks = (
        "\n".join("\t".join("\n".join(_seen(paragraph, hidden) for paragraph in cell.paragraphs) for cell in row.cells) for row in block.rows)
        if isinstance(block, Table) else _seen(block, hidden)
        for block in document.iter_inner_content())
    about = document.core_properties
    answer = _answer(blocks, most, about.title or "", about.author or "")
    return answer if "fault" in answer else {**answer, "hidden": str(hidden[0])}


def _seen(paragraph: Any, hidden: list[int]) -> str:
    """The words of a paragraph that a reader sees; what is marked hidden, white or smaller than two points is counted."""
    seen: list[str] = []
    for part in paragraph.iter_inner_content():
        for run in getattr(part, "runs", [part]):
            font = run.font
            if font.hidden or str(font.color.rgb) == "FFFFFF" or (font.size is not None and font.size.pt < _READABLE):
                hidden[0] += len(run.text)
            else:
                seen.append(run.text)
    return "".join(seen)


def read_pdf(path: str, most: int) -> dict[str, str]:
    """Text of all pages. A file locked with a password is ``intake.document_encrypted``; an owner's lock alone is not."""
    import pypdf  # noqa: PLC0415

    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"fault": "intake.document_encrypted"}
    about = reader.metadata
    return _answer((page.extract_text() for page in reader.pages), most, (about and about.title) or "", (about and about.author) or "")


def _answer(blocks: Iterable[str], most: int, title: str, author: str) -> dict[str, str]:
    taken: list[str] = []
    room = most
    for block in blocks:
        taken.append(block)
        room -= len(block)
        if room < 0:
            return {"fault": "intake.body_too_long"}
    text = "\n".join(taken)
    return {"text": text, "title": title, "author": author} if text.strip() else {"fault": "intake.no_text"}


def _cap() -> None:
    try:
        import resource  # noqa: PLC0415  # POSIX only
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, 30), (resource.RLIMIT_FSIZE, 0)):
        # Some systems know a limit but do not let it be set; the time limit of the parent still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def main(kind: str, path: str, most: int) -> dict[str, str]:
    """The answer for one file. Whatever the parsers raise means that the file is broken: they meet hostile input and raise anything."""
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        return {".docx": read_docx, ".pdf": read_pdf}[kind](path, most)
    except Exception as error:  # noqa: BLE001  # see above; nothing but the name of the class leaves this process
        locked = type(error).__name__ in ("FileNotDecryptedError", "DependencyError", "WrongPasswordError")
        return {"fault": "intake.document_encrypted" if locked else "intake.document_broken"}


if __name__ == "__main__":
    _cap()
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
