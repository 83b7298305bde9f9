"""The sheet that charts are drawn on: sizes in points, Chinese text kept as text, one SVG out.

In: what to draw, in points from the top left.  Out: the SVG's bytes.  Only here and in the charts
beside it is matplotlib loaded, and never ``pyplot``, which keeps figures for the whole process.
"""

from __future__ import annotations

import io
import logging
import warnings
from itertools import count
from threading import Lock
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

#: Typefaces that show Chinese, in the order in which browsers and Word look for them.
FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "sans-serif",
)
#: Size of all text, in points, and the height of a row of it.
SIZE, ROW = 11.0, 20.0

#: ``svg.hashsalt`` makes the same chart the same bytes.
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "policy", "text.parse_math": False}

#: matplotlib's settings and its measuring of text are the process's: one chart at a time.
_DRAWING = Lock()


class Sheet:
    """A drawing in points, its origin at the top left."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height, self.title = width, height, title
        self._figure = Figure(figsize=(width / 72, height / 72), facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()
        self._layers = count(10)  # what is drawn later lies above

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        align: str = "left",
        colour: str = "#1b1f24",
        size: float = SIZE,
        bold: bool = False,
        upright: bool = False,
        link: str = "",
    ) -> None:
        """Words whose middle line is at ``y``; ``upright`` sets them one character under another."""
        shown = "\n".join(words) if upright else words
        drawn = self._axes.text(
            x,
            y,
            shown,
            ha=align,
            va="top" if upright else "center",
            color=colour,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            linespacing=1.05,
            fontfamily=list(FONTS),
            zorder=next(self._layers),
            parse_math=False,  # 「$」 is a dollar
        )
        if link:
            drawn.set_url(link)

    def box(self, x: float, y: float, width: float, height: float, colour: str, edge: str = "none") -> None:
        """A filled rectangle."""
        drawn = Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, linewidth=0.6)
        drawn.set_zorder(next(self._layers))
        self._axes.add_patch(drawn)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str = "#d5dae0") -> None:
        """A thin line."""
        self._axes.plot([x, to_x], [y, to_y], color=colour, linewidth=0.7, zorder=next(self._layers))

    def mark(self, x: float, y: float, shape: str, colour: str = "#14508c") -> None:
        """A mark of matplotlib's shapes: ``o``, ``^``, ``v``, ``s``, ``D``."""
        self._axes.plot([x], [y], marker=shape, markersize=6.5, color=colour, zorder=next(self._layers))

    def svg(self) -> bytes:
        """The finished drawing, with its title for screen readers."""
        stream = io.BytesIO()
        with _DRAWING, rc_context(_SETTINGS), warnings.catch_warnings():
            # A machine without Chinese typefaces cannot measure them; nothing here needs it to.
            warnings.simplefilter("ignore")
            logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
            canvas = FigureCanvasSVG(self._figure)
            canvas.print_svg(stream, metadata={"Title": self.title, "Date": None})
        return stream.getvalue()


def width_of(words: str, size: float = SIZE) -> float:
    """The width of words in points: a Chinese character is as wide as it is high, ASCII half."""
    return sum(1.0 if character > "\u00ff" else 0.58 for character in words) * size


def shade(share: float) -> tuple[str, str]:
    """Background and text colour for 0 … 1: lightness alone tells more from less, also in grey print.

    At 0.6 black and white text have the same contrast, 4.0; on either side it is higher.
    """
    light, dark = (0xEA, 0xF1, 0xF8), (0x0C, 0x38, 0x66)
    mixed = [round(a + (b - a) * share) for a, b in zip(light, dark, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed), "white" if share > 0.6 else "#1b1f24"
