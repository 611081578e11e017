"""Theme extractors: coders that are machines. A finder reads and answers; it stores nothing and changes nothing.

Each finder is one public function in the file of its name, with one shared signature::

    find_NAME(corpus, …, *, coder="NAME:VERSION", progress=False, …) -> codings

``corpus`` is a `Corpus`, or a list or Series of texts, whose utterances are then named "1", "2", …. There are seven keywords
at the most. What comes back is the codings frame that a person's work gives too, one row a passage, sorted by utterance (in
the order of the corpus), start, end and code::

    utterance start end code coder quote score reason

``start`` and ``end`` are half-open offsets in Unicode code points, so that ``text[start:end] == quote``. ``coder`` is the
finder's name, a colon, and the version of its method, with that of the model or lexicon behind it where there is one.
``score`` lies between 0 and 1; each finder says what it means, and few of them are probabilities. ``reason`` says in the
researcher's terms why the passage is there. A finder that finds nothing gives the same columns without rows. ``attrs`` may
tell more of the run. Nothing found here is in a data set before a person accepts it.

terms       what a codebook lists             questions   sentences that ask
phrases     what a discussion made its own    stance      hedges, boosters, agreement, address …
topics      words that stand together         entities    people, places, organisations
similar     passages like these               with_llm    what a language model of your choice proposes
learned     what the analyst has coded            words       what somebody looks for: search

Beside the finders: `Learner`, the scikit-learn classifier behind ``find_learned``; `next_to_code`, which says what to read next;
`Asking`, how ``find_with_llm`` asks.
"""

from discourse.themes._learner import Learner as Learner
from discourse.themes.entities import find_entities as find_entities
from discourse.themes.learned import find_learned as find_learned
from discourse.themes.next_to_code import next_to_code as next_to_code
from discourse.themes.phrases import find_phrases as find_phrases
from discourse.themes.questions import find_questions as find_questions
from discourse.themes.similar import find_similar as find_similar
from discourse.themes.stance import find_stance as find_stance
from discourse.themes.terms import find_terms as find_terms
from discourse.themes.topics import find_topics as find_topics
from discourse.themes.with_llm import Asking as Asking
from discourse.themes.with_llm import find_with_llm as find_with_llm
from discourse.themes.words import find_words as find_words
