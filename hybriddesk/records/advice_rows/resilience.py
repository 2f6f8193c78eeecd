"""When trying again has to wait."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "resilience.paused": Advice(
        "This model failed several times in a row and is left alone for {seconds} seconds. Nothing was sent.",
        "Your text is kept; other models and the built-in helper work.",
        "Wait, or choose another model.",
    ),
    "resilience.long_wait": Advice(
        "{provider} asks to wait {seconds} seconds before the next request.",
        "Your text is kept; other providers and the built-in helper work.",
        "Try again after that time, or choose another provider.",
    ),
    "resilience.held": Advice(
        "You stopped this model by hand. Nothing was sent.", "Your text is kept; other models and the built-in helper work.",
        "Let it answer again in Settings, Providers, or with provider breaker close.",
    ),
}
