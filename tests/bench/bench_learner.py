"""How well few-shot coding works: average precision on held-out groups, ours beside what one would try first.

``python tests/bench/bench_learner.py [--sets rs,cima] [--sizes 8,32,128] [--seeds 5] [--minilm]`` prints tables in Markdown. It reads
labelled discussions from the shared inputs and says so where they are not there; none of their sentences is kept. A size is
how many coded passages a code has, at most; as many passages without any code are read beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupShuffleSplit

from discourse import Codebook, Learner
from discourse.embeddings import load_embedder

CODED = Path(os.environ.get("DISCOURSE_SHARED", Path(__file__).parents[3] / "shared")) / "inputs" / "4-coded"
DEFINITIONS = Path(__file__).parent / "definitions.yml"
MOST_TESTED = 2_000
Sample = tuple[list[str], pd.DataFrame, list[str]]


def rs() -> Sample:
    """Chats of engineering students; groups are their teams."""
    frame = pd.read_csv(CODED / "rs-data-rena/data/RS.data.csv")
    return _sample(frame, "text", list(frame.columns[-6:]), (frame["GroupName"] + frame["Condition"]).tolist())


def reddit_a() -> Sample:
    """One long thread; groups are its participants."""
    frame = pd.read_csv(CODED / "rs-data-tma/data/test_reddit.csv")
    return _sample(frame, "comment", list(frame.columns[-7:]), frame["user"].fillna("?").astype(str).tolist())


def reddit_b() -> Sample:
    """A second coding of such a thread."""
    frame = pd.read_csv(CODED / "rs-data-tma/data/test_reddit2.csv")
    return _sample(
        frame, "Text", ["LetsOpen", "Economy", "TooSoon", "Politics", "Spread"], frame["Author"].fillna("?").astype(str).tolist()
    )


def goemotions() -> Sample:
    """Comments with the emotions that at least 60 of 8,000 have; each is its own group."""
    folder = CODED / "goemotions-agg"
    labels = (folder / "labels.txt").read_text().split()
    frame = pd.concat([pd.read_csv(folder / f"{part}.tsv", sep="\t", header=None, quoting=3) for part in ("dev", "test")]).iloc[:8_000]
    marked = pd.DataFrame(0, index=range(len(frame)), columns=labels)
    for row, several in enumerate(frame[1].astype(str)):
        marked.loc[row, [labels[int(n)] for n in several.split(",")]] = 1
    marked = marked.drop(columns="neutral")
    return frame[0].astype(str).tolist(), marked.loc[:, marked.sum() >= 60], frame[2].astype(str).tolist()


def cima() -> Sample:
    """What tutors do; groups are the pictures talked about."""
    entries = json.loads((CODED / "cima/dataset.json").read_text())["prepDataset"].values()
    rows = [
        (text, [int(str(action) == "True") for action in actions], entry["img"])
        for entry in entries
        for text, actions in zip(entry["tutorResponses"], entry["tutorActions"], strict=True)
    ]
    codes = ["Question", "Hint", "Correction", "Confirmation", "Other"]
    return [str(r[0]) for r in rows], pd.DataFrame([r[1] for r in rows], columns=codes), [r[2] for r in rows]


def talk_teacher() -> Sample:
    """Moves of teachers in a quarter of the lessons; groups are lessons."""
    names = {
        2: "keeping everyone together",
        3: "relate to another",
        4: "restating",
        5: "revoicing",
        8: "press for accuracy",
        9: "press for reasoning",
    }
    return _moves("Teacher Tag", names, 6_000)


def talk_student() -> Sample:
    """Moves of students in the same lessons."""
    return _moves("Student Tag", {2: "relating", 3: "asking for information", 4: "making a claim", 5: "providing evidence"}, 10_000)


SETS: dict[str, Callable[[], Sample]] = {
    "rs": rs, "reddit_a": reddit_a, "reddit_b": reddit_b, "goemotions": goemotions, "cima": cima,
    "talk_teacher": talk_teacher, "talk_student": talk_student,
}  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sets", default=",".join(SETS))
    options.add_argument("--sizes", default="8,32,128")
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--minilm", action="store_true", help="also MiniLM, alone and in the learner (extra [onnx])")
    asked = options.parse_args()
    if not CODED.is_dir():
        sys.exit(f"{CODED}: the labelled discussions are not there; set DISCOURSE_SHARED")
    rows = []
    for name in asked.sets.split(","):
        texts, marked, groups = SETS[name]()
        book = Codebook.read(DEFINITIONS)
        book = Codebook(book.frame.assign(code=book.frame["code"].str.removeprefix(f"{name.partition('_')[0]}/")))
        minilm = _remembered("minilm", texts, book) if asked.minilm else None
        for size in map(int, asked.sizes.split(",")):
            for seed in range(asked.seeds):
                started = time.perf_counter()
                rows += [{"set": name, "N": size, "seed": seed, **row} for row in _one(texts, marked, groups, book, minilm, size, seed)]
                print(f"{name} {size} seed {seed}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
            _show(pd.DataFrame(rows).query("set == @name and N == @size"))
    frame = pd.DataFrame(rows)
    _summary(frame)


def _one(
    texts: list[str], marked: pd.DataFrame, groups: list[str], book: Codebook, minilm: object, size: int, seed: int
) -> list[dict[str, object]]:
    train, test = _split(marked.to_numpy(), groups, size, seed)
    here, there = [texts[n] for n in train], [texts[n] for n in test]
    known, asked = marked.iloc[train].reset_index(drop=True), marked.to_numpy()[test]
    mine = [groups[n] for n in train]
    bag = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    counted = bag.fit_transform(here)
    found = {"chance": np.tile(asked.mean(axis=0), (len(asked), 1))}
    found["TF-IDF + LR"] = _regressed(counted, known.to_numpy(), bag.transform(there))
    learners = {"ours, names only": (None, None), "ours": (book, None)}
    if minilm is not None:
        found["MiniLM + LR"] = _regressed(minilm.encode(here), known.to_numpy(), minilm.encode(there))
        learners["ours with MiniLM, names only"], learners["ours with MiniLM"] = (None, minilm), (book, minilm)
    rows = []
    for name, (codebook, embedder) in learners.items():
        learner = Learner(codebook, embedder=embedder, codes=list(known.columns)).fit(here, known, mine)
        found[name] = learner.predict_proba(there)
    for name, scores in found.items():
        value = (
            asked.mean()
            if name == "chance"
            else np.mean([average_precision_score(a, s) for a, s in zip(asked.T, scores.T, strict=True) if a.any()])
        )
        rows.append({"way": name, "read": len(train), "ap": float(value)})
    return rows


def _split(marked: np.ndarray, groups: list[str], size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Training passages of 70 % of the groups (each code ``size`` times, and as many without), test passages of the others."""
    rng = np.random.default_rng(seed)
    train, test = next(GroupShuffleSplit(1, test_size=0.3, random_state=seed).split(marked, marked, groups))
    coded = {int(n) for code in range(marked.shape[1]) for n in rng.permutation(train[marked[train, code] == 1])[:size]}
    without = rng.permutation(train[marked[train].sum(axis=1) == 0])[: len(coded)]
    return rng.permutation(np.array(sorted({*coded, *map(int, without)}))), rng.permutation(test)[:MOST_TESTED]


def _regressed(here: object, known: np.ndarray, there: object) -> np.ndarray:
    """Logistic regression with balanced classes; of the penalties 1 and 10 both, since neither wins everywhere: their mean score."""
    scores = np.zeros((there.shape[0], known.shape[1]))
    for code in range(known.shape[1]):
        if 0 < known[:, code].sum() < len(known):
            for strength in (1.0, 10.0):
                model = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear").fit(here, known[:, code])
                decided = model.decision_function(there)
                scores[:, code] += (decided - decided.mean()) / max(decided.std(), 1e-9)
    return scores


class _remembered:
    """An embedder that encodes each text once in all."""

    def __init__(self, name: str, texts: list[str], book: Codebook) -> None:
        self._embedder = load_embedder(name)
        self.name = self._embedder.name
        self._rows: dict[str, np.ndarray] = {}
        self.encode(texts)

    def encode(self, texts: list[str]) -> np.ndarray:
        if new := [text for text in dict.fromkeys(texts) if text not in self._rows]:
            self._rows |= dict(zip(new, self._embedder.encode(new), strict=True))
        return np.stack([self._rows[text] for text in texts])


def _show(frame: pd.DataFrame) -> None:
    told = [f"{way} {_interval(part['ap'])}" for way, part in frame.groupby("way", sort=False)]
    print(f"- {frame['set'].iloc[0]}, N={frame['N'].iloc[0]} ({frame['read'].mean():.0f} read): " + "; ".join(told), flush=True)


def _summary(frame: pd.DataFrame) -> None:
    table = frame.pivot_table(index=["set", "N"], columns="way", values="ap", aggfunc=_interval, sort=False)
    print("\n| set | N | " + " | ".join(table.columns) + " |\n|" + "---|" * (len(table.columns) + 2))
    for (name, size), row in table.iterrows():
        print(f"| {name} | {size} | " + " | ".join(row) + " |")
    means = frame.groupby(["N", "way"], sort=False)["ap"].mean().unstack("way")
    print("\nMean over the sets:\n\n| N | " + " | ".join(means.columns) + " |\n|" + "---|" * (len(means.columns) + 1))
    for size, row in means.iterrows():
        print(f"| {size} | " + " | ".join(f"{value:.3f}" for value in row) + " |")


def _interval(values: pd.Series) -> str:
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else float("nan")
    return f"{values.mean():.3f} ± {half:.3f}"


def _sample(frame: pd.DataFrame, text: str, codes: list[str], groups: list[str]) -> Sample:
    return frame[text].fillna("").astype(str).tolist(), frame[codes].fillna(0).astype(int), groups


def _moves(column: str, names: dict[int, str], most: int) -> Sample:
    files = sorted((CODED / "talkmoves/data/Subset 1").glob("*.xlsx"))[::4]
    frame = pd.concat([pd.read_excel(path)[["Sentence", column]].assign(lesson=path.name) for path in files])
    frame["tag"] = pd.to_numeric(frame[column].astype(str).str.extract(r"(\d)")[0])
    frame = frame[frame["tag"].notna() & frame["Sentence"].notna()].reset_index(drop=True)
    frame = frame.iloc[np.random.default_rng(0).permutation(len(frame))[:most]].reset_index(drop=True)
    marked = pd.DataFrame({name: (frame["tag"] == number).astype(int) for number, name in names.items()})
    return frame["Sentence"].astype(str).tolist(), marked, frame["lesson"].tolist()


if __name__ == "__main__":
    main()
