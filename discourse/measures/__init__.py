"""Measures: ``measure_NAME(codings, corpus, …) -> frame``. They count what was coded or found; they find and draw nothing.

Each gives a new, tidy frame back whose columns and ``attrs`` say the unit, the n and the convention of every number.

themes          how much of what each participant (group, thread) says holds each code
phrases         the table of what find_phrases found
topics          the table of what find_topics found
colours         how far the colours of a codebook lie apart, to people with and without colour blindness; it takes a codebook alone
contrast        how clearly they stand out on white and on dark paper
topic_numbers   how many topics to ask for; it takes a corpus alone, for nothing is found yet
finder          coders against a gold coding: ``measure_finder(codings, gold, corpus)``
evaluate        a learner against threads or people that it has not seen: ``evaluate(learner, corpus, codings)``
"""

from discourse.measures.colours import measure_colours as measure_colours
from discourse.measures.contrast import measure_contrast as measure_contrast
from discourse.measures.evaluate import evaluate as evaluate
from discourse.measures.finder import measure_finder as measure_finder
from discourse.measures.phrases import measure_phrases as measure_phrases
from discourse.measures.themes import measure_themes as measure_themes
from discourse.measures.topic_numbers import measure_topic_numbers as measure_topic_numbers
from discourse.measures.topics import measure_topics as measure_topics
