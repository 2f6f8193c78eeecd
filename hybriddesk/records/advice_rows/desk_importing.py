"""Sentences of importing and Home."""

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "item.left": Advice(
        "You left this item as it was: nobody knows whether its request was answered.", "What had arrived is kept.",
        "Import it again if you want a draft after all.",
    ),
}
