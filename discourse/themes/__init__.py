"""Theme extractors: coders that are machines. A finder reads and answers; it stores nothing and changes nothing.

Every file here holds one public function with one shared signature::

    find_NAME(corpus, …, *, coder="NAME", progress=False, …) -> codings

``corpus`` is a `Corpus`, or a list or Series of texts, whose utterances are then named "1", "2", …. What comes back is the
codings frame that a person's work gives too, one row a passage, sorted by utterance (in the order of the corpus), start,
end and code::

    utterance start end code coder quote score reason

``start`` and ``end`` are half-open offsets in Unicode code points, so that ``text[start:end] == quote``. ``coder`` is the
finder's own name, ``score`` lies between 0 and 1, and ``reason`` says in the researcher's terms why the passage is there.
A finder that finds nothing gives the same columns without rows. Nothing found here is in a data set before a person
accepts it.
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
