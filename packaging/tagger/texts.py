"""Real sentences for the training, read from Debian packages that ``apt-get download`` and ``dpkg-deb -x`` laid under one folder.

Only texts whose licences let a model be made from them; docs/name-tagger.md lists the packages, resources/NOTICE.privacy their licences.
"""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("de", "fr", "es", "it", "pt", "nl")
_HANDBOOK = {"de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-BR", "nl": "nl-NL", "en": "en-US"}
_BLOCK = re.compile(r"(?is)<(?:p|li|h\d|td|dd)\b[^>]*>(.*?)</(?:p|li|h\d|td|dd)>")
_TAG = re.compile(r"(?s)<(?:script|style|pre).*?</(?:script|style|pre)>|<[^>]+>")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\b[A-Z]\.)\s+(?=[\"'A-ZÄÖÜÁÉÍÓÚÀÈ¿¡])")
_TEXT_ITEM = re.compile(rb"\x00[\x04\x08]\x00\x09(.{4})", re.DOTALL)
_SHORTEST, _LONGEST = 12, 400


def sentences(text: str) -> Iterator[str]:
    """Sentences of a plausible length, white space folded."""
    for piece in _SENTENCE_END.split(" ".join(text.split())):
        if _SHORTEST <= len(piece) <= _LONGEST and sum(char.isalpha() or char == " " for char in piece) > 0.8 * len(piece):
            yield piece


def markup(path: Path) -> Iterator[str]:
    """Sentences of an HTML page."""
    for block in _BLOCK.findall(path.read_text("utf-8", "replace")):
        yield from sentences(html.unescape(_TAG.sub("", block)))


def pages(folder: Path) -> Iterator[str]:
    """Sentences of all HTML pages below a folder, in a fixed order."""
    for path in sorted(folder.rglob("*.html")):
        yield from markup(path)


def fortune_files(games: Path, language: str) -> list[Path]:
    """The files of one language: English ones have a ``.u8`` beside them, Italian ones lie among them without."""
    deep = {"de": "de", "es": "es", "it": "it"}.get(language)
    files = [path for path in sorted(games.iterdir()) if path.is_file() and not path.suffix]
    flat = {
        "en": [path for path in files if path.with_suffix(".u8").exists()],
        "it": [path for path in files if not path.with_suffix(".u8").exists() and path.name != "brasil"],
        "pt": [path for path in files if path.name == "brasil"],
    }.get(language, [])
    return flat + ([path for path in sorted((games / deep).rglob("*")) if path.is_file()] if deep else [])


def fortunes(games: Path, language: str) -> Iterator[str]:
    """Whole fortunes, one text each."""
    for path in fortune_files(games, language):
        if path.suffix not in {".dat", ".u8"} and "ascii" not in path.name:
            for fortune in re.split(r"\n%+\n", path.read_bytes().decode("utf-8", "replace")):
                if "�" not in fortune and 20 <= len(fortune) <= 900:
                    yield fortune.replace("\t", " ").strip()


def r_strings(path: Path) -> Iterator[str]:
    """The strings of an R data file: every compressed block holds serialised items of a known head."""
    data = path.read_bytes()
    at = 0
    while (at := data.find(b"\x78", at)) >= 0:
        try:
            block = zlib.decompressobj().decompress(data[at:])
        except zlib.error:
            at += 1
            continue
        lines = []
        for found in _TEXT_ITEM.finditer(block):
            size = int.from_bytes(found[1], "big")
            if 0 < size < 100_000:
                lines.append(block[found.end() : found.end() + size].decode("utf-8", "replace"))
        yield from sentences("\n".join(lines))
        at += 1


def english(root: Path) -> dict[str, list[str]]:
    """Texts by source, in English."""
    share = root / "usr/share"
    jargon = gzip.decompress((share / "doc/jargon-text/jargon.txt.gz").read_bytes()).decode("utf-8", "replace")
    return {
        "jargon": [one for part in re.split(r"\n\s*\n", re.sub("[{}]", "", jargon)) for one in sentences(part)],
        "handbook": list(pages(share / "doc/debian-handbook/html/en-US")),
        "fortunes": list(fortunes(share / "games/fortunes", "en")),
        "austen": list(r_strings(root / "usr/lib/R/site-library/janeaustenr/data/Rdata.rdb")),
        "anarchism": list(pages(share / "doc/anarchism/html")),
    }


def other(root: Path, language: str) -> dict[str, list[str]]:
    """Texts by source, in one of ``LANGUAGES``."""
    share = root / "usr/share"
    return {
        "handbook": list(pages(share / "doc/debian-handbook/html" / _HANDBOOK[language])),
        "office": list(pages(share / "libreoffice/help" / language)),
        "fortunes": list(fortunes(share / "games/fortunes", language)),
    }


def glosses(root: Path) -> tuple[list[str], list[str]]:
    """WordNet's definitions and its example phrases."""
    definitions, examples = [], []
    for part in ("noun", "verb", "adj", "adv"):
        for line in (root / f"usr/share/wordnet/data.{part}").read_text("utf-8").splitlines():
            if " | " in line and not line.startswith("  "):
                gloss = line.split(" | ", 1)[1].strip()
                examples += re.findall(r'"([^"]{12,300})"', gloss)
                definitions.append(re.sub(r';?\s*"[^"]*"', "", gloss).strip())
    return definitions, examples
