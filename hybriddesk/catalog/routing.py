"""Where a request goes, and which model a new provider starts with."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from hybriddesk.catalog.prices import price
from hybriddesk.records.errors import Permanent
from hybriddesk.records.way import Params, Route
from hybriddesk.records.work import ProviderConfig

HERE = frozenset({"helper", "local"})
"""Adapters that run inside this program, or in a child of it."""

_NOT_FOR_TEXT = re.compile(
    r"embed|whisper|tts|dall-e|image|audio|realtime|transcri|moderation|rerank|sora|video|speech|vision-only|guard|ocr|babbage|davinci",
    re.IGNORECASE,
)
_SMALL = re.compile(r"mini|flash|haiku|small|lite", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-?\d{2}-?\d{2}|-\d{4}$|preview|:free|latest")


def choose(config: ProviderConfig, model: str = "", params: Params | None = None) -> Route:
    """The route of a request. An empty model means the provider's default. Raises ``Permanent('catalog.no_model')``."""
    model = model or config.default_model or next(iter(config.models), "")
    if not model:
        raise Permanent("catalog.no_model", provider=config.name)
    host, local = _place(config)
    return Route(provider=config.name, adapter=config.adapter, model=model, host=host, local=local, params=params or Params())


def default_model(models: Iterable[str], *, today: str) -> str:
    """A sensible first choice among a provider's models: a small current one that writes text. ``today`` is ``YYYY-MM-DD``.
    Empty if there is none."""
    usable = [model for model in models if not _NOT_FOR_TEXT.search(model) and not _retired(model, today)]
    small = [model for model in usable if _SMALL.search(model) and not _DATED.search(model) and price(model)]
    return max(small, key=_version) if small else next(iter(usable), "")


def _retired(model: str, today: str) -> bool:
    known = price(model)
    return known is not None and known.last_day is not None and known.last_day <= today


def _version(model: str) -> tuple[tuple[int, ...], int]:
    """Newer first, then the shorter name."""
    return tuple(int(part) for part in re.findall(r"\d+", model.rpartition("/")[2])[:2]), -len(model)


def _place(config: ProviderConfig) -> tuple[str, bool]:
    if config.adapter in HERE:
        return "this computer", True
    parts = urlsplit(config.base_url)
    return parts.netloc.rpartition("@")[2], _is_loopback(parts.hostname or "")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
