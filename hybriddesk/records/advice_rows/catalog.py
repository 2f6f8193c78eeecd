"""Prompts and models that cannot be used as they are."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

_REST = "Everything that does not use this prompt works."

ROWS: dict[str, Advice] = {
    "catalog.no_model": Advice(
        "No model is chosen for {provider}.", "Other providers and the built-in helper work.", "Choose one in Settings, Providers.",
    ),
    "catalog.no_prompt": Advice("There is no prompt called {name} in this version.", _REST, "Choose another prompt."),
    "catalog.prompt_unreadable": Advice(
        "The prompt file {file} cannot be read; the fault is at line {line}.", _REST,
        "It has to be YAML in UTF-8, smaller than 256 KB. Check the indentation at that line.",
    ),
    "catalog.prompt_field": Advice(
        "The prompt file {file} has a field that is missing, unknown, twice there or of the wrong kind, at line {line}.", _REST,
        "Compare that line with one of the prompts that came with the program.",
    ),
    "catalog.prompt_template": Advice(
        "The text of the prompt file {file} cannot be filled in, near line {line}: {name}.", _REST,
        "Check the double braces there; every name in them has to stand in the list of variables.",
    ),
    "catalog.prompt_newer": Advice(
        "The prompt file {file} was made for a newer version of this program.", _REST, "Update the program, or use an older file.",
    ),
    "catalog.prompt_variable": Advice(
        "The prompt {prompt} needs a value for {name} and got none.", _REST, "Choose another prompt for this work.",
    ),
    "catalog.prompt_broken": Advice(
        "The prompt {prompt} could not be filled in.", _REST, "Check the double braces and what is done with the values in them.",
    ),
    "catalog.prompt_unsafe": Advice(
        "The prompt {prompt} tries something that prompts may not do, so it was stopped.", _REST,
        "Use only prompts whose author you know.",
    ),
    "prompt.unknown_workflow": Advice(
        "There is no prompt for {name}.", "Your work is kept; reply, summary and sort have prompts.", "Choose one of these.",
    ),
}
