"""Measures: ``measure_NAME(codings, corpus, …) -> frame``.

Each gives a new, tidy frame back whose columns and ``attrs`` say the unit, the n and the convention of every number.
"""

from discourse.measures.evaluate import evaluate as evaluate
from discourse.measures.finder import measure_finder as measure_finder
from discourse.measures.phrases import measure_phrases as measure_phrases
from discourse.measures.themes import measure_themes as measure_themes
from discourse.measures.topic_numbers import measure_topic_numbers as measure_topic_numbers
from discourse.measures.topics import measure_topics as measure_topics
