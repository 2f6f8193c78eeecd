"""How marks look under the theme in force. Every colour comes with a second sign, so that no meaning rests on colour alone."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat

from hybriddesk.desk.review.marks import Look
from hybriddesk.desk.theme.theme import Theme

Looks = dict[Look, QTextCharFormat]


def looks(theme: Theme) -> Looks:
    """One format per look."""
    removed = _pair(theme, "removed", "removed_soft")
    removed.setFontStrikeOut(True)
    added = _pair(theme, "added", "added_soft")
    added.setFontUnderline(True)
    found = _pair(theme, "removed", "removed_soft")
    found.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    reason = _pair(theme, "warn", "warn_soft")
    reason.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    label = QTextCharFormat()
    label.setForeground(theme.colour("text3"))
    return {
        Look.REMOVED: removed, Look.ADDED: added, Look.FOUND: found, Look.REASON: reason, Look.LABEL: label,
        Look.TOKEN: _pair(theme, "pii", "pii_soft"),
    }


def _pair(theme: Theme, front: str, back: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.colour(front))
    made.setBackground(theme.colour(back))
    return made
