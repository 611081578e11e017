"""Read discussions, mark passages with codes, let the machine propose more, chart themes: ``import discourse as dc``.

Verbs, one a room: ``read_… find_… measure_… draw_… write_… show_…``; ``read`` finds out which format a source has. Values that
they pass on: `Corpus`, `Codebook`, and `Project`, the only thing that remembers. Beside the verbs: `Learner`, `evaluate` and
`next_to_code` for machines that learn from what you coded, `Asking` for language models, and `errors`. Names are opened when
first used.
"""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
__version__ = "0.1.0"
