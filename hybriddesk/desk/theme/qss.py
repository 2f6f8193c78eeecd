"""One style sheet and one palette for the whole desk, generated from the tokens.

Widgets choose their look by dynamic properties: ``kind`` (what they are), ``textSize`` and ``weight`` (labels), ``tone`` (a role).
"""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from hybriddesk.desk.theme.tokens import SIZES, Mode, Tokens
from hybriddesk.records.resources import resource

_PIXELS = (1, 2, 3, 4, 6, 7, 8, 10, 12, 14, 16, 18, 20, 24, 28, 30, 32)

SHEET = Template("""
* { font-family: "Inter"; font-size: ${base}; color: $text; outline: none; }
QWidget { background: transparent; }
QMainWindow, QDialog, QWidget[kind="canvas"] { background: $canvas; }
QWidget[kind="surface"], QFrame[kind="surface"] { background: $surface; }
QWidget[kind="sunken"], QFrame[kind="sunken"] { background: $sunken; border: 1px solid $line; border-radius: ${p10}; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: ${p10}; }
QFrame[kind="card"][chosen="true"] { background: $accent_soft; border: 2px solid $accent; }
QFrame[kind="card"]:focus { border: 2px solid $focus; }
QFrame[kind="rail"] { background: $canvas; border: none; border-right: 1px solid $line; }
QMainWindow QWidget[kind="rtl"] QFrame[kind="rail"] { border-right: none; border-left: 1px solid $line; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="line_v"] { background: $line; border: none; max-width: 1px; min-width: 1px; }
QFrame[kind="bar"] { background: $sunken; border: none; border-bottom: 1px solid $line; }
QFrame[kind="bar_bad"] { background: $bad_soft; border: none; border-bottom: 1px solid $bad; }
QFrame[kind="bar_bad"] QLabel { color: $bad; }
QFrame[kind="bar_warn"] { background: $warn_soft; border: none; border-bottom: 1px solid $warn; }
QFrame[kind="coach"] { background: $accent_soft; border: 1px solid $accent; border-radius: ${p6}; }
QFrame[kind="coach"] QLabel { color: $accent_text; }
QFrame[kind="toast"] { background: $raised; border: 1px solid $strong; border-radius: ${p10}; }
QFrame[kind="panel"] { background: $surface; border: 1px solid $border; border-radius: ${p10}; }

QLabel[textSize="small"] { font-size: ${small}; }
QLabel[textSize="hint"] { font-size: ${hint}; }
QLabel[textSize="read"] { font-size: ${read}; }
QLabel[textSize="title"] { font-size: ${title}; letter-spacing: -0.2px; }
QLabel[textSize="page"] { font-size: ${page}; letter-spacing: -0.4px; }
QLabel[weight="500"] { font-weight: 500; }
QLabel[weight="600"] { font-weight: 600; }
$tones
QLabel[kind="key"] { font-size: ${small}; color: $text3; background: $neutral_soft; border: 1px solid $border; border-radius: ${p4}; padding: 0px ${p6}; min-height: ${p18}; }
QLabel[kind="mono"], QPlainTextEdit[kind="mono"], QTextEdit[kind="mono"] { font-family: "JetBrains Mono"; font-size: ${hint}; }
QLabel[kind="eyebrow"] { font-size: ${small}; font-weight: 600; color: $text3; letter-spacing: 0.3px; }

QPushButton { background: $surface; border: 1px solid $border; border-radius: ${p6}; padding: 0px ${p12}; min-height: ${p30}; font-weight: 500; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $neutral_soft; }
QPushButton:focus { border: 2px solid $focus; padding: 0px ${pad11}; min-height: ${min28}; }
QPushButton:disabled { color: $text3; background: $sunken; border-color: $line; border-style: $off; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $neutral_soft; color: $text3; border-color: $border; border-style: $off; }
QPushButton[kind="ghost"] { background: transparent; border: 1px solid transparent; color: $text2; }
QPushButton[kind="ghost"]:hover { background: $hover; }
QPushButton[kind="ghost"]:focus { border: 2px solid $focus; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_soft; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0px ${p4}; min-height: ${hit}; text-align: left; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; }
QPushButton[kind="icon"] { background: transparent; border: 1px solid transparent; padding: 0px; min-width: ${p30}; max-width: ${p30}; min-height: ${p30}; max-height: ${p30}; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:focus { border: 2px solid $focus; min-width: ${min28}; max-width: ${min28}; min-height: ${min28}; max-height: ${min28}; }
QPushButton[kind="search"] { background: $surface; border: 1px solid $strong; color: $text3; text-align: left; font-weight: 400; }
QPushButton[kind="toggle"]:checked { background: $accent_soft; color: $accent_text; border-color: $accent; }

QFrame[kind="segmented"] { background: $neutral_soft; border: 1px solid $neutral_soft; border-radius: ${p6}; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent; border-radius: ${p4}; padding: 0px ${p10}; min-height: ${hit}; color: $text2; font-size: ${hint}; }
QPushButton[kind="segment"]:hover { color: $text; }
QPushButton[kind="segment"]:checked { background: $segment; color: $text; border: 1px solid $segment_line; font-weight: 600; }
QPushButton[kind="segment"][tight="true"] { padding: 0px ${p4}; }
QPushButton[kind="segment"]:focus { border: 2px solid $focus; padding: 0px ${pad9}; min-height: ${hit_focus}; }
QPushButton[kind="segment"][tight="true"]:focus { padding: 0px ${pad3}; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $surface; border: 1px solid $strong; border-radius: ${p6}; padding: 0px ${p10}; min-height: ${p30}; selection-background-color: $selection; selection-color: $selection_text; placeholder-text-color: $text3; }
QPlainTextEdit, QTextEdit { padding: ${p6} ${p8}; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 2px solid $focus; padding: 0px ${pad9}; min-height: ${min28}; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px ${p7}; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: $text3; background: $sunken; border-color: $border; }
QLineEdit[wrong="true"] { border: 2px solid $bad; }
QSpinBox[wrong="true"], QSpinBox[wrong="true"]:focus { border: 2px solid $bad; padding: 0px ${pad9}; min-height: ${min28}; }
QTextEdit[kind="read"], QPlainTextEdit[kind="read"] { font-size: ${read}; }
QTextEdit[kind="bare"], QPlainTextEdit[kind="bare"] { border: none; background: transparent; padding: 0px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: ${p18}; border: none; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$up"); width: ${p10}; height: ${p10}; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$down"); width: ${p10}; height: ${p10}; }
QComboBox::drop-down { border: none; width: ${p24}; }
QComboBox::down-arrow { image: url("$down"); width: ${p14}; height: ${p14}; }
QComboBox[kind="ghost"] { border: 1px solid transparent; background: transparent; color: $text2; }
QComboBox[kind="ghost"]:focus { border: 2px solid $focus; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $strong; padding: ${p4}; selection-background-color: $accent_soft; selection-color: $text; }

QCheckBox, QRadioButton { spacing: ${p8}; min-height: ${hit}; border: 2px solid transparent; border-radius: ${p4}; padding-right: ${p4}; }
QCheckBox::indicator, QRadioButton::indicator { width: ${p16}; height: ${p16}; border: 1px solid $strong; background: $surface; }
QCheckBox::indicator { border-radius: ${p4}; }
QRadioButton::indicator { border-radius: ${p9}; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: ${p8}; height: ${p8}; background: $on_accent; }
QListView::indicator { width: ${p16}; height: ${p16}; border: 1px solid $strong; border-radius: ${p4}; background: $surface; }
QListView::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $border; }

QAbstractItemView { background: transparent; border: none; alternate-background-color: $sunken; selection-background-color: $accent_soft; selection-color: $text; }
QAbstractItemView::item { padding: 0px; }
QTableView { gridline-color: $line; }
QTableView::item { padding: 0px ${p8}; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $sunken; }
QHeaderView::section { background: $sunken; color: $text3; border: none; border-bottom: 1px solid $line; padding: 0px ${p8}; min-height: ${p30}; font-size: ${small}; font-weight: 600; text-align: left; }
QListView[kind="pane"]:focus, QTableView:focus { border: 1px solid $focus; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="page"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${p10}; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: ${p10}; margin: 0px; }
QScrollBar::handle { background: $border; border-radius: ${p4}; margin: 2px; min-height: ${p32}; min-width: ${p32}; }
QScrollBar::handle:hover { background: $strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QProgressBar { background: $track; border: none; border-radius: ${p3}; max-height: ${p6}; min-height: ${p6}; }
QProgressBar::chunk { background: $accent; border-radius: ${p3}; }
QMenuBar { background: $canvas; border-bottom: 1px solid $line; }
QMenuBar::item { padding: ${p4} ${p8}; }
QMenuBar::item:selected { background: $hover; border-radius: ${p4}; }
QMenu { background: $surface; border: 1px solid $border; padding: ${p4}; }
QMenu::item { padding: ${p6} ${p24} ${p6} ${p12}; border-radius: ${p4}; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: ${p4} ${p8}; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong; padding: ${p4} ${p8}; font-size: ${hint}; }
QTabWidget::pane { border: none; }

QPushButton[kind="nav"] { background: transparent; border: 1px solid transparent; border-radius: ${p6}; padding: 0px ${p8}; min-height: ${p30}; text-align: left; color: $text2; font-weight: 500; }
QPushButton[kind="nav"]:hover { background: $hover; }
QPushButton[kind="nav"]:checked { background: $accent_soft; color: $accent_text; font-weight: 600; }
QPushButton[kind="nav"]:focus { border: 2px solid $focus; padding: 0px ${p7}; min-height: ${min28}; }
QLabel[kind="badge"] { font-size: ${small}; font-weight: 600; border-radius: ${p8}; padding: 1px ${p8}; color: $accent_text; background: $accent_soft; }
$chips
""")

CHIPS = {"ok": "ok", "warn": "warn", "bad": "bad", "pii": "pii", "neutral": "neutral"}


def sheet(tokens: Tokens, mode: Mode, zoom: int) -> str:
    """The whole style sheet. ``zoom`` in percent scales text, paddings and heights alike."""

    def px(number: float) -> str:
        return f"{max(1, round(number * zoom / 100))}px"

    values = {name: tokens.role(name) for name in tokens.__dataclass_fields__}
    values |= {name: px(size) for name, size in SIZES.items()}
    values |= {f"p{number}": px(number) for number in (*_PIXELS, 9)}
    # a focus ring is 2 px: the pixel it takes must not move the text
    values |= {"pad11": f"{round(12 * zoom / 100) - 1}px", "pad9": f"{round(10 * zoom / 100) - 1}px"}
    values |= {"pad3": f"{round(4 * zoom / 100) - 1}px"}
    values |= {"min28": f"{round(30 * zoom / 100) - 2}px"}
    # a target is never smaller than 24 px, whatever the zoom
    values |= {"hit": f"{max(24, round(24 * zoom / 100))}px", "hit_focus": f"{max(24, round(24 * zoom / 100)) - 2}px"}
    values |= {"segment": tokens.raised if mode == "dark" else tokens.surface}
    values |= {"segment_line": tokens.strong if mode == "contrast" else tokens.border}
    # in contrast no text is grey: a button that cannot be pressed is told by its edge
    values |= {"off": "dashed" if mode == "contrast" else "solid"}
    values |= {"tick": _picture("tick", mode), "down": _picture("down", mode), "up": _picture("up", mode)}
    values |= {"tones": _tones(tokens), "chips": _chips(tokens, zoom)}
    return SHEET.substitute(values)


def palette(tokens: Tokens) -> QPalette:
    """What Fusion paints by itself: placeholder text, links, selections, disabled text."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.canvas), (QPalette.ColorRole.WindowText, tokens.text),
        (QPalette.ColorRole.Base, tokens.surface), (QPalette.ColorRole.AlternateBase, tokens.sunken),
        (QPalette.ColorRole.Text, tokens.text), (QPalette.ColorRole.PlaceholderText, tokens.text3),
        (QPalette.ColorRole.Button, tokens.surface), (QPalette.ColorRole.ButtonText, tokens.text),
        (QPalette.ColorRole.BrightText, tokens.bad), (QPalette.ColorRole.Highlight, tokens.selection),
        (QPalette.ColorRole.HighlightedText, tokens.selection_text), (QPalette.ColorRole.Link, tokens.accent),
        (QPalette.ColorRole.LinkVisited, tokens.pii), (QPalette.ColorRole.ToolTipBase, tokens.raised),
        (QPalette.ColorRole.ToolTipText, tokens.text), (QPalette.ColorRole.Accent, tokens.accent),
        (QPalette.ColorRole.Mid, tokens.border), (QPalette.ColorRole.Dark, tokens.strong), (QPalette.ColorRole.Light, tokens.line),
    ):
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return made


def _picture(name: str, mode: Mode) -> str:
    return resource(f"icons/{name}_{mode}.svg").as_posix()


def _tones(tokens: Tokens) -> str:
    names = ("text", "text2", "text3", "accent", "accent_text", "ok", "warn", "bad", "pii")
    return "\n".join(f'QLabel[tone="{name}"] {{ color: {tokens.role(name)}; }}' for name in names)


def _chips(tokens: Tokens, zoom: int) -> str:
    def px(number: float) -> str:
        return f"{max(1, round(number * zoom / 100))}px"

    rows = [(kind, tokens.role(role), tokens.role(f"{role}_soft")) for kind, role in CHIPS.items()]
    rows.append(("accent", tokens.accent_text, tokens.accent_soft))
    # a radius above half the height draws a square
    shape = f"border-radius: {round(18 * zoom / 100) // 2}px; padding: 0px {px(8)}; min-height: {px(18)}; font-size: {px(SIZES['small'])}; font-weight: 600;"
    return "\n".join(
        f'QLabel[kind="chip"][tone="{kind}"] {{ color: {front}; background: {back}; {shape} }}\n'
        f'QPushButton[kind="chip"][tone="{kind}"] {{ color: {front}; background: {back}; border: 1px solid {back}; {shape} min-height: {max(22, round(22 * zoom / 100))}px; }}\n'
        f'QPushButton[kind="chip"][tone="{kind}"]:checked {{ color: {tokens.accent_text}; background: {tokens.accent_soft}; border-color: {tokens.accent}; }}\n'
        f'QPushButton[kind="chip"][tone="{kind}"]:focus {{ border: 2px solid {tokens.focus}; }}'
        for kind, front, back in rows
    )
