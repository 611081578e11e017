"""Charts: ``draw_NAME(frame) -> Figure``, of the same names as the measures that they draw.

A figure is a plain plotly Figure with one addition: in a notebook, a click on a mark lists the passages behind it.
"""

from discourse.charts.finder import draw_finder as draw_finder
from discourse.charts.themes import draw_themes as draw_themes
