"""Charts: ``draw_NAME(frame) -> Figure``, of the same names as the measures that they draw; `draw_finder` draws `evaluate`, too.

A figure is a plain plotly Figure. Where there are passages behind its marks it has one addition (`figure.PassageFigure`): in a
notebook a click on a mark lists them, in a script ``figure.passages(…)`` gives them. They draw and compute nothing.
"""

from discourse.charts.finder import draw_finder as draw_finder
from discourse.charts.phrases import draw_phrases as draw_phrases
from discourse.charts.themes import draw_themes as draw_themes
from discourse.charts.topic_numbers import draw_topic_numbers as draw_topic_numbers
from discourse.charts.topics import draw_topics as draw_topics
