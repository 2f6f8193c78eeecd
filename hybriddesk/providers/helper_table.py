"""The built-in helper's tables: what it can answer and its own sentences, read once from ``resources/data/helper``."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeVar

import msgspec

from hybriddesk.records.errors import Permanent
from hybriddesk.records.resources import resource

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = ("en", "de")


class ByLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stems of one intent; a space joins words of one phrase."""

    en: tuple[str, ...]
    de: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        return self.en + self.de


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reply template in both languages."""

    en: str
    de: str

    def of(self, language: Language) -> str:
        return self.de if language == "de" else self.en


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing people write about. ``needs``: slots without which its reply is weak; ``care``: delicate, so never quite sure."""

    name: str
    strong: ByLanguage
    weak: ByLanguage
    reply: Wording
    needs: tuple[str, ...] = ()
    care: bool = False

    @property
    def label(self) -> str:
        """The name as a person reads it."""
        return self.name.replace("_", " ")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The helper's own sentences in one language. ``slots`` names what is missing, ``small`` tells the language."""

    small: tuple[str, ...]
    greeting: str
    closing: str
    slots: dict[str, str]
    summary_of: str
    can_do: str
    cannot: str
    nothing_to_read: str
    sorted_as: str
    sorted_unsure: str
    unsure_draft: str


class _IntentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    intents: tuple[Intent, ...]


class _WordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    languages: dict[Language, Words]


File = TypeVar("File", _IntentFile, _WordFile)


@cache
def intents() -> tuple[Intent, ...]:
    """Everything the helper can answer. Raises ``Permanent('helper.damaged')``."""
    return _read("intents.yaml", _IntentFile).intents


def words(language: Language) -> Words:
    """The helper's sentences in a language. Raises ``Permanent('helper.damaged')``."""
    return _all_words()[language]


@cache
def _all_words() -> dict[Language, Words]:
    return _read("words.yaml", _WordFile).languages


def _read(name: str, shape: type[File]) -> File:
    try:
        return msgspec.yaml.decode(resource(f"data/helper/{name}").read_bytes(), type=shape)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise Permanent("helper.damaged", file=f"data/helper/{name}") from error
