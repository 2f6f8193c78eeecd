"""What providers can and cannot see, said plainly. Nothing to switch: every sentence describes what the code does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import Card, IconLabel
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Label

WIDEST = 860
Points = tuple[tuple[str, str], ...]

SEEN: Points = (
    ("Your account", "The key of your account goes with every request. A provider can tell that all of them come from the same customer."),
    ("Your network address", "Your internet address, or that of your company or VPN, is visible to them as it is to every site you open."),
    ("The text that is left", "Everything that was not replaced: the matter itself, sums, products, dates of orders. You see it before it leaves."),
    ("Your way of writing", "Style, language and habits of wording can point to an author. Hiding names does not hide style."),
    ("When and how much", "The time of each request and its size."),
)
HIDDEN: Points = (
    ("Values the rules find", "Names, addresses, numbers and secrets are replaced by tokens such as PERSON_7QXK. The table that leads back to them stays in your store."),
    ("Links between conversations", "Tokens are drawn anew for every conversation, and each request carries only its own conversation. No account name, session or cookie is sent."),
    ("The files themselves", "Imported files are read here. Only the text that you approve goes out, never a file, its name or a picture."),
    ("The rest of your store", "Other conversations, your decisions, lists and figures never leave. There is no telemetry and no background check."),
)
LIMITS: Points = (
    ("Rules can miss something", "A rare name or an unusual number may not be recognised. Look at \u201cCheck before sending\u201d, and put what must never leave on the list Always hide."),
    ("Pseudonymous, not anonymous", "What is left can still point to a person together with other knowledge. Treat an outgoing text as personal data."),
    ("What they keep is up to them", "How long a provider stores a request, and whether it trains on it, is settled by its terms, not by this program."),
    ("Nothing at all leaves with the built-in helper", "Drafts by the built-in helper are written on this computer. A model you run on this computer gets its requests on this computer too."),
)


class SightPage(CardScroll):
    """Three cards of text, at a width that reads well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("privacy_sight", tr("What providers can and cannot see"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing in here takes the focus: arrow keys scroll the page itself
        self._theme = theme
        self._cards: list[Card] = []
        for title, icon, role, points in (
            (tr("A provider can see"), "eye", "warn", SEEN), (tr("A provider cannot see"), "eye-off", "ok", HIDDEN), (tr("What to keep in mind"), "info", "accent", LIMITS),
        ):
            card = _card(theme, title, icon, role, points)
            self._cards.append(card)
            self.column.addWidget(card)
        self.column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for card in self._cards:
            card.setMaximumWidth(self._theme.px(WIDEST))


def _card(theme: Theme, title: str, icon: str, role: str, points: Points) -> Card:
    card = Card(title)
    for name, sentence in points:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(theme, icon, role, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(tr(name), "base", 500, wrap=True))
        words.addWidget(Label(tr(sentence), "base", 400, "text2", wrap=True))
        row.addLayout(words, 1)
        card.body.addLayout(row)
    return card
