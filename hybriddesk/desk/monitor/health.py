"""How each provider and model does at this moment: its breaker, whom it falls back to, its limits. Read on the engine thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hybriddesk.desk.monitor.phrases import tr, who
from hybriddesk.desk.settings.provider_facts import runs_here
from hybriddesk.providers.senders import BY_NAME
from hybriddesk.records.offers import RateLimit
from hybriddesk.records.work import ProviderConfig
from hybriddesk.resilience.breaker import State
from hybriddesk.workspace import Workspace

Step = tuple[str, str]
"""Provider and model; an empty model is the provider's default."""

SHOWN: dict[State, tuple[str, str]] = {
    "closed": ("Answers", "ok"), "open": ("Resting", "warn"), "half_open": ("Trying next", "accent"), "held": ("Stopped by you", "bad"),
}
"""A breaker's state in two words, and the tone of its chip."""


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """One provider and model. ``retry_at_ms``: when the next request may be tried, None unless the breaker is open by itself.

    ``falls_to``: the first who is asked instead, or nobody.
    """

    provider: str
    model: str
    state: State
    retry_at_ms: int | None
    falls_to: str

    @property
    def id(self) -> str:
        """Its name in a list."""
        return f"{self.provider}\0{self.model}"


@dataclass(frozen=True, slots=True)
class Health:
    """All of them at ``now_ms``. ``chains`` by provider and model, an empty model for all of the provider's."""

    rows: tuple[ModelHealth, ...]
    configs: Mapping[str, ProviderConfig]
    chains: Mapping[Step, tuple[Step, ...]]
    rates: Mapping[str, tuple[RateLimit, ...]]
    local_only: bool
    now_ms: int

    def row(self, wanted: str) -> ModelHealth | None:
        """One of them by its id; None once it is gone."""
        return next((row for row in self.rows if row.id == wanted), None)

    def is_local(self, provider: str) -> bool:
        """Whether nothing leaves this computer when it is asked."""
        config = self.configs.get(provider)
        return config is not None and runs_here(config)

    def scope(self, provider: str, model: str) -> str:
        """Which chain is in force: the model's own, or with an empty name the provider's."""
        return model if (provider, model) in self.chains else ""


def read_health(workspace: Workspace) -> Health:
    """The helper first, then the person's own providers by name, the default model of each before its others."""
    providing = workspace.providing
    configs, chains = {config.name: config for config in providing.all()}, providing.fallbacks.all()
    rows = [row for config in configs.values() for row in _rows(workspace, config, chains)]
    return Health(
        tuple(rows), configs, chains, {name: providing.rates(name) for name in configs},
        workspace.settings.get("privacy.local_only") is True, workspace.db.clock(),
    )


def _rows(workspace: Workspace, config: ProviderConfig, chains: Mapping[Step, tuple[Step, ...]]) -> list[ModelHealth]:
    """A provider without a model yet has one line all the same: it can be looked at, and its chain written."""
    name, default = config.name, config.default_model or next(iter(config.models), "")
    known = {model: (state, at if state == "open" else None) for model, state, at in workspace.providing.breakers(name)}
    own = [model for start, model in chains if start == name and model]
    models = dict.fromkeys((default, *sorted({*known, *own} - {default, ""})))
    found = []
    for model in models:
        state, at = known.get(model, ("closed", None))
        chain = chains.get((name, model)) or chains.get((name, "")) or ()
        found.append(ModelHealth(name, model, state, at, who(*chain[0]) if chain else ""))
    return found


def tells_balance(config: ProviderConfig) -> bool:
    """Whether its kind of provider can be asked what is left on the account."""
    return config.adapter in BY_NAME and BY_NAME[config.adapter].tells_balance


def step_note(health: Health, start: str, step: Step) -> tuple[str, str]:
    """What the person's rules make of one step of a chain, as sentence and tone; both empty where nothing is to be said."""
    config = health.configs.get(step[0])
    if config is None:
        return tr("Passed over: it is not in your list any more."), "warn"
    if not (step[1] or config.default_model or config.models):
        return tr("Passed over: it has no model yet. Test it in Settings, Providers."), "warn"
    if health.local_only and not health.is_local(step[0]):
        return tr("Never asked: you said that no text may leave this computer (Settings, Privacy)."), "warn"
    if health.is_local(start) and not health.is_local(step[0]):
        return tr("You see the text and agree before it leaves this computer."), "text2"
    return "", ""
