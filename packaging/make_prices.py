"""Makes resources/data/prices.json: the chat models of the litellm price table that this app can call.

    pip download litellm --no-deps
    python packaging/make_prices.py litellm-*.whl

The table is MIT licensed; its notice is kept inside the result.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "resources" / "data" / "prices.json"
TABLE = "litellm/model_prices_and_context_window_backup.json"
MODES = {"chat", "responses"}
# Makers, and the routers whose own prices differ from the makers'. The same models sold through clouds are left out.
SELLERS = {
    "openai", "anthropic", "gemini", "mistral", "xai", "deepseek", "groq", "cerebras", "moonshot", "zai", "dashscope", "minimax",
    "cohere_chat", "perplexity", "openrouter", "together_ai", "deepinfra", "nebius", "novita", "fireworks_ai", "meta_llama",
    "ai21", "sambanova", "hyperbolic", "lambda_ai",
}


def main(wheel: Path) -> None:
    """Writes the slice and prints what it holds."""
    with zipfile.ZipFile(wheel) as archive:
        raw = archive.read(TABLE)
        notice = next(name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE"))
        licence = archive.read(notice).decode()
    models = {name: row for name, entry in sorted(json.loads(raw).items()) if (row := slice_of(entry))}
    version = wheel.name.split("-")[1]
    result = {
        "schema": 1, "source": "litellm", "version": version, "sha256": hashlib.sha256(raw).hexdigest(),
        "made": date.today().isoformat(),  # noqa: DTZ011 -- the day on the maker's desk is what is meant
        "unit": "US dollars per million tokens: input, output; context in tokens; last day",
        "notice": licence[licence.index("MIT License"):].strip(), "models": models,
    }
    lines = json.dumps(result, ensure_ascii=False, indent=None, separators=(",", ":")).replace('],"', '],\n"')
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(lines + "\n", encoding="utf-8")
    print(f"{len(models)} models, {TARGET.stat().st_size} bytes, from litellm {version}")


def slice_of(entry: dict[str, Any]) -> list[Any] | None:
    """``[input, output, context, last day]``, or None for what is no priced chat model of a wanted seller."""
    prices = entry.get("input_cost_per_token"), entry.get("output_cost_per_token")
    if entry.get("mode") not in MODES or entry.get("litellm_provider") not in SELLERS or None in prices:
        return None
    context = entry.get("max_input_tokens") or entry.get("max_tokens")
    dollars = [round(float(price) * 1_000_000, 6) for price in prices if price is not None]
    return [*dollars, context if isinstance(context, int) else None, entry.get("deprecation_date")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
