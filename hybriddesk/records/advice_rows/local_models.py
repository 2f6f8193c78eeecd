"""Sentences about model files that run on this computer."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

_OTHERS = "The built-in helper and your other providers work."

ROWS: dict[str, Advice] = {
    "local.not_installed": Advice(
        "What runs model files is not installed.", _OTHERS,
        "Install the extra “local” (pip install 'hybriddesk[local]'; it needs a C++ compiler where no ready package fits), or use Ollama or LM Studio.",
    ),
    "local.no_file": Advice("The model file {file} is not there any more.", _OTHERS, "Put it back, or choose another file in Settings, Providers."),
    "local.no_models": Advice("{file} is no model file, and no folder with one.", "Nothing was changed.", "Choose a file that ends in .gguf, or a folder with such files."),
    "local.unreadable": Advice("The model file {file} cannot be loaded: it is damaged, of another kind, or too large for the memory.", _OTHERS, "Choose another file, or load it again from where it came from."),
    "local.refused": Advice("The model {model} could not answer this request as it was asked.", "What had arrived is kept.", "Ask without a form for the answer, or choose another model."),
    "local.died": Advice("The process that runs {model} ended by itself. The memory may not have sufficed.", "What had arrived is kept. Nothing left this computer.", "Ask again, or choose a smaller model."),
    "local.slow": Advice("The model {model} said nothing for {seconds} s.", "What had arrived is kept. Nothing left this computer.", "Choose a smaller model, or allow longer answers in Settings, General."),
}
