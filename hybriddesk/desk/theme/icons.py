"""Lucide icons, tinted in a token's colour and drawn at the screen's own density."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hybriddesk.records.resources import resource

STROKE = "1.8"
DENSITIES = (1.0, 1.5, 2.0)


@cache
def _source(name: str) -> str:
    """The SVG text. An icon that is not shipped is a defect and raises ``FileNotFoundError``."""
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace('stroke-width="2"', f'stroke-width="{STROKE}"')


def svg(name: str, colour: str) -> str:
    """The icon's SVG text in one colour (``#RRGGBB``)."""
    return _source(name).replace("currentColor", colour)


@cache
def pixmap(name: str, colour: str, size: int, density: float) -> QPixmap:
    """The icon at ``size`` px for one screen density."""
    picture = QPixmap(QSize(round(size * density), round(size * density)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg(name, colour).encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


@cache
def tinted(name: str, colour: str, size: int = 18, off: str | None = None) -> QIcon:
    """An icon in ``colour``; ``off`` is the colour of its disabled state."""
    made = QIcon()
    for density in sorted({*DENSITIES, _screen()}):
        made.addPixmap(pixmap(name, colour, size, density))
        if off:
            made.addPixmap(pixmap(name, off, size, density), QIcon.Mode.Disabled)
    return made


def _screen() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
