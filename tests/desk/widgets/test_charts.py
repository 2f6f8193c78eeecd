"""Charts: what they say, how they are walked, and that every theme and direction paints them."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.widgets.charts.plot import Axis, Plot
from hybriddesk.desk.widgets.charts.reliability_chart import ReliabilityChart
from hybriddesk.desk.widgets.charts.risk_chart import RiskChart
from hybriddesk.desk.widgets.charts.scores_chart import ScoresChart
from hybriddesk.insight.reliability import Scores, reliability
from hybriddesk.review.gating import curve

PAIRS = [(0.1, 0), (0.15, 0), (0.4, 1), (0.45, 0), (0.95, 1)] * 10


@pytest.fixture
def reliable(qtbot, theme):
    chart = ReliabilityChart(theme)
    qtbot.addWidget(chart)
    chart.resize(400, 250)
    chart.show_reliability(reliability(PAIRS))
    return chart


def test_a_chart_says_in_words_what_it_shows(reliable):
    """The name sums it up, the description has every point, the readout what to look for."""
    assert reliable.accessibleName() == "Reliability diagram of 50 decisions in 5 bins"
    assert reliable.accessibleDescription().count(";") == 4
    assert "of 10 accepted" in reliable.accessibleDescription()
    assert "too sure" in reliable.readout.text()


def test_arrow_keys_walk_the_points_and_tell_each(reliable, qtbot):
    """Right and Left go on and back and stay at the ends; leaving it tells all again."""
    reliable.show()
    qtbot.keyClick(reliable, Qt.Key.Key_Right)
    first = reliable.readout.text()
    assert "0\u202f% to 10\u202f% said" in first
    assert reliable.accessibleDescription() == first
    for _ in range(9):
        qtbot.keyClick(reliable, Qt.Key.Key_Down)
    assert reliable.chosen == 4
    qtbot.keyClick(reliable, Qt.Key.Key_Left)
    assert reliable.chosen == 3
    reliable.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(reliable, Qt.Key.Key_Left)
    assert reliable.chosen == 4
    qtbot.keyClick(reliable, Qt.Key.Key_Tab)
    reliable.choose(-1)
    assert "too sure" in reliable.readout.text()


def test_the_mouse_tells_the_point_it_is_near(reliable, qtbot):
    """Within a few pixels across; elsewhere nothing."""
    reliable.show()
    spot = reliable.spots[1]
    qtbot.mouseMove(reliable, reliable.at(spot.x, spot.y).toPoint())
    qtbot.wait(1)
    reliable.mouseMoveEvent(_Moved(reliable.at(spot.x, 0.1)))
    assert reliable.chosen == 1
    reliable.mouseMoveEvent(_Moved(QPointF(-200, 0)))
    assert reliable.chosen == -1
    reliable.choose(2)
    reliable.leaveEvent(None)
    assert reliable.chosen == (2 if reliable.hasFocus() else -1)


class _Moved:
    def __init__(self, at):
        self._at = at

    def position(self):
        return self._at


def test_points_are_mirrored_with_the_layout(reliable):
    """In a right-to-left window confidence grows to the left."""
    left = reliable.at(0.0, 0.0).x()
    assert left < reliable.at(1.0, 0.0).x()
    reliable.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert reliable.at(0.0, 0.0).x() > reliable.at(1.0, 0.0).x()
    assert reliable.at(2.0, 0.0) == reliable.at(1.0, 0.0)


def test_scores_tell_where_answers_went(qtbot, theme):
    """Bars with nothing in them are no points; the axis ends at a round number."""
    chart = ScoresChart(theme)
    qtbot.addWidget(chart)
    chart.show_scores(Scores((0, 3, 9, 0), (5, 2, 0, 0)), 0.5)
    assert [spot.y for spot in chart.spots] == [5, 5, 9]
    assert chart.y_axis.high == 12
    assert "5 answers, 3 of them to a person" in chart.accessibleDescription()
    assert "below 50\u202f% a draft waits" in chart.accessibleName()
    chart.show_scores(Scores((), ()), 0.5)
    assert chart.y_axis.high == 4


def test_the_curve_marks_what_is_in_force_and_what_is_proposed(qtbot, theme):
    """Where a line stands on the curve follows from its confidence; one mark if both are the same."""
    chart = RiskChart(theme)
    qtbot.addWidget(chart)
    points = curve([p for p, _ in PAIRS], [bad for _, bad in PAIRS])
    chart.show_curve(points, 0.5, 0.8)
    assert chart.coverage(0.5) == pytest.approx(0.8)
    assert chart.coverage(0.8) == pytest.approx(0.4)
    assert chart.coverage(1.0) == 0.0
    assert [words for _, words, _ in chart._marks] == ["now", "your choice"]
    chart.show_curve(points, 0.5, 0.5)
    assert len(chart._marks) == 1
    assert "80\u202f% of the decided drafts" in chart.accessibleName()


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_theme_and_direction_paints_every_chart(qtbot, theme, mode, direction):
    """With points, without, with one chosen and at twice the size."""
    theme.apply(mode, 200)
    points = curve([p for p, _ in PAIRS], [bad for _, bad in PAIRS])
    charts = (ReliabilityChart(theme), ScoresChart(theme), RiskChart(theme))
    for chart in charts:
        qtbot.addWidget(chart)
        chart.resize(500, 500)
        chart.setLayoutDirection(direction)
        assert not chart.grab().isNull()
    charts[0].show_reliability(reliability(PAIRS))
    charts[1].show_scores(Scores((0, 3, 9, 0), (5, 2, 0, 0)), 0.5)
    charts[2].show_curve(points, 0.5, 0.99)
    for chart in charts:
        chart.choose(0)
        picture: QPixmap = chart.grab()
        colours = {picture.toImage().pixelColor(x, y).name() for x in range(60, 480, 3) for y in range(40, 400, 3)}
        assert theme.colour("accent").name() in colours
    theme.apply("light", 100)


def test_a_plot_without_figures_is_a_mistake(qtbot, theme):
    """A subclass has to paint something."""
    plot = Plot(theme, "bare", Axis("x", str), Axis("y", str))
    qtbot.addWidget(plot)
    qtbot.addWidget(QWidget())
    with pytest.raises(TypeError):
        plot.paint_inside(None)
