"""Charts as SVG, drawn by matplotlib on the server: no script, no network, no typeface needed.

Text stays text in the SVG, so that the reader's own Chinese typeface shows it and it can be
searched; places are reckoned from the width of Chinese characters, not from a typeface of this
machine.  Every chart prints its numbers, so that it reads without colour, and every one stands
above a table with the same content.
"""

from __future__ import annotations

from kb.charts.heat_map import matrix_svg
from kb.charts.timeline import timeline_svg

__all__ = ["matrix_svg", "timeline_svg"]
