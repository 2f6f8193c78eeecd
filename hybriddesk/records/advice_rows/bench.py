"""Sentences of the bench command."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "bench.unknown": Advice("There is no benchmark called {name}.", "Nothing was measured.", "Choose one of: {names}."),
    "bench.stuck": Advice("The window did not get on for {seconds} seconds, so measuring was stopped.", "Your store was not touched.",
                          "Try again on a quieter computer."),
}
