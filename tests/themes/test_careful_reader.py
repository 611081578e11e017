"""What a careful reader found, and whether the codebook's terms find it: in the demo, and on a real page where it is at hand.

Of the real page only places are kept here, as offsets: none of its sentences is ours.
"""

import pandas as pd
import pytest

from discourse import Codebook, find_terms, measure_finder, read
from tests.conftest import SHARED, TOP, codings

BOOK = Codebook.read(TOP / "data" / "codebooks" / "networked-work.yml")
PAGE = SHARED / "threads" / "pln-page.txt"
#: Where one of us, reading the page with the codebook at hand, would mark these three codes: which contribution, from, to.
PLACES = {
    "ownership": [("0", 1165, 1282), ("2", 801, 821), ("3", 360, 447), ("3", 768, 901), ("3", 932, 974), ("4", 59, 72)],
    "value proposition": [
        ("0", 1093, 1163), ("0", 1284, 1533), ("0", 3371, 3404), ("1", 434, 483), ("3", 1324, 1344), ("3", 1643, 1772),
        ("3", 1773, 1836), ("4", 89, 144), ("4", 146, 346), ("4", 354, 414),
    ],
    "work/WaaS": [
        ("0", 2359, 2480), ("0", 2482, 2744), ("0", 2780, 3080), ("0", 3083, 3132), ("1", 23, 142), ("1.1", 41, 89), ("3", 1430, 1483),
    ],
}  # fmt: skip


@pytest.mark.skipif(not PAGE.exists(), reason="the real page is not at hand")
def test_on_a_real_page_terms_find_what_a_careful_reader_finds():
    corpus = read(PAGE)
    thread = corpus.utterances["thread"].iloc[0]
    gold = codings(*((f"{thread}/{u}", start, end, code) for code, spans in PLACES.items() for u, start, end in spans), coder="reader")
    found = find_terms(corpus, BOOK)
    measured = measure_finder(found, gold, corpus, unit="passage", codes=list(PLACES))
    by_code = measured.set_index("code")
    assert by_code.loc[["ownership", "work/WaaS"], "recall"].eq(1).all()
    assert by_code.loc["value proposition", "recall"] >= 0.8  # "value" alone is too common a word to be a term
    assert by_code.loc["(micro)", "precision"] >= 0.9
    told = measured.attrs["passages"].frame
    assert set(told[told["outcome"] == "only found"]["kind"]) <= {"pingback"}  # which names the post and says nothing of its own


def test_in_the_demo_terms_come_as_near_to_the_gold_coding_as_we_say():
    corpus = read(TOP / "data" / "demo" / "discussion.csv")
    spoken = corpus.utterances.loc[~corpus.utterances["kind"].isin(["pingback", "deleted"]), "id"]
    coded = {n: pd.read_csv(TOP / "data" / "demo" / f"codings-{n}.csv", dtype={"memo": "str"}) for n in ("gold", "mara", "joel")}
    found = pd.concat([find_terms(corpus, BOOK), coded["mara"], coded["joel"]])
    pooled = measure_finder(found, coded["gold"], corpus, within=spoken, codes=BOOK).query("code == '(micro)'").set_index("coder")
    assert pooled.loc["terms:1", ["precision", "recall", "kappa"]].tolist() == pytest.approx([0.68, 0.76, 0.68], abs=0.02)
    between = measure_finder(coded["mara"], coded["joel"], corpus, within=spoken, codes=BOOK).set_index("code")
    assert between.loc["(micro)", "kappa"] == pytest.approx(0.78, abs=0.005)
