from __future__ import annotations


def with_codes(corpus, codes=None):
    return corpus
