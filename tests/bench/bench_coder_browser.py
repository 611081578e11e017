"""How quick the coding desk is in JupyterLab: keys, first paint, scrolling, and the same against two other ways to do it.

    python tests/bench/bench_coder_browser.py [words] [comments] [rivals]      all three, unless some are named

words      200,000 words and 5,000 codings in one thread: first paint, a key until it is painted, until it is on the disk
comments   two threads of 10,000 comments with 5,000 codings each: first paint, opening, scrolling by wheel and by jumps, keys, memory
rivals     the same for a widget that syncs its codings as a trait; a tenth of the text for spanmark (the extra `bench`)

Not a test: it prints medians and 95th percentiles in milliseconds, and ratios. Tell the load of the machine with them.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP), str(TOP / "tests" / "browser"), str(TOP / "tests" / "bench")]

from desk_rivals import CODE_SPANMARK, PLAIN, SELECT_PLAIN, SPANMARK  # noqa: E402
from desk_watch import FRAMES, KEYS, PAINTED, frames, memory, spent, told  # noqa: E402
from labdrive import CHROMIUM, FLAGS, lab, open_notebook, write_notebook  # noqa: E402

STUDY = """
import random, pandas as pd, discourse as dc
random.seed(1)
words = 'who owns the network that we keep alive by asking and answering 😀 each day without any pay but with trust'.split()
codes = [f'theme {{n}}' for n in range(1, 21)]
rows, marks = [], []
for thread in range({threads}):
    said = []
    while len(said) < {most}:
        above = said[len(said) // 2 if len(said) % 3 else -1]['id'] if said else None
        text = ' '.join(random.choices(words, k=random.randint({short}, {long})))
        row = dict(id=f'{{thread}}-{{len(said)}}', thread=f't{{thread}}', participant=f'P{{len(said) % 30}}')
        said.append(row | dict(text=text, reply_to=above))
    for row in random.choices(said, k={codings}):
        row['text'] = '§ ' + row['text'].removeprefix('§ ')
        a = random.randrange(len(row['text']) - 12)
        marks.append(dict(utterance=row['id'], start=a, end=min(len(row['text']), a + random.randint(8, 120)), code=random.choice(codes)))
    rows += said
texts = {{r['id']: r['text'] for r in rows}}
marks = [m | dict(end=min(m['end'], len(texts[m['utterance']]))) for m in marks]
book = dc.Codebook.from_terms({{c: [] for c in codes}})
study = dc.Project('bench.db', coder='ana').add(dc.Corpus(pd.DataFrame(rows)), book).code(pd.DataFrame(marks))
"""
WORDS = STUDY.format(threads=1, most=2857, short=20, long=120, codings=5000)  # 200,000 words
TENTH = STUDY.format(threads=1, most=286, short=20, long=120, codings=500)  # spanmark has not drawn the whole within two minutes
COMMENTS = STUDY.format(threads=2, most=10_000, short=8, long=60, codings=5000)
SHOW = "dc.show_coder(study, height='700px')"
DESK_KEYS = [".dc-text", "return box.querySelector('.dc-tag.dc-pending')", "return !box.querySelector('.dc-tag.dc-pending')"]
RUN_CELL = "notebook:run-cell"


def measure_words(page: Any, url: str, root: Path) -> dict[str, float]:
    begin(page, url, root, WORDS, SHOW)
    print("\n# 200,000 words, 2,857 utterances, 5,000 codings in one thread")
    first = first_paints(page, ".dc .dc-u .dc-mark", ".dc")
    painted, durable = desk_keys(page)
    return {"first paint": first, "key to painted": painted, "key to durable": durable}


def measure_comments(page: Any, url: str, root: Path) -> None:
    begin(page, url, root, COMMENTS, SHOW)
    print("\n# 10,000 comments, 5,000 codings in one thread, and another such thread beside it")
    first_paints(page, ".dc .dc-u .dc-mark", ".dc")
    print(f"after opening, {memory(page)}")
    page.locator(".dc-text").focus()
    for key in ("Alt+ArrowDown", "Alt+ArrowUp"):
        page.evaluate("() => document.querySelector('.dc-section').setAttribute('data-before', '')")
        page.keyboard.press(key)
        took = page.evaluate(PAINTED, [".dc-section:first-child:not([data-before]) .dc-mark", None])
        print(f"opening the other thread: {took:.0f} ms")
    page.locator(".dc-text").scroll_into_view_if_needed()
    page.wait_for_timeout(3000)
    page.mouse.move(600, 450)
    for name, step, most in (("by the wheel, a notch a frame", 120, 300), ("by the wheel, the whole thread", 1200, 4000)):
        to_top(page)
        spent(page)
        page.evaluate(FRAMES, [".dc-text", ".dc-u", ".dc-mark"])
        for _ in range(most):
            page.mouse.wheel(0, step)
            if page.evaluate(
                "() => { const t = document.querySelector('.dc-text'); return t.scrollTop + t.clientHeight + 2 > t.scrollHeight; }"
            ):
                break
        reached = page.evaluate("() => document.querySelector('.dc-text').scrollTop")
        print(f"{name}, {reached:,.0f} px: {frames(page)}; {spent(page)}")
    spent(page)
    page.evaluate(FRAMES, [".dc-text", ".dc-u", ".dc-mark"])
    for part in (0.5, 0.1, 0.9, 0.33, 0.71, 0.02, 0.99, 0.45, 0.62, 0.27) * 3:
        page.evaluate("(part) => { const t = document.querySelector('.dc-text'); t.scrollTop = part * t.scrollHeight; }", part)
        page.wait_for_timeout(150)
    print(f"by 30 jumps: {frames(page)}; {spent(page)}")
    desk_keys(page)
    print(f"at the end, {memory(page)}")


def measure_rivals(page: Any, url: str, root: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    print("\n# The same 200,000 words: a widget that syncs the list of its codings as a trait")
    begin(page, url, root, WORDS + PLAIN, "plain")
    first = first_paints(page, ".plain mark", ".plain")
    page.evaluate(
        KEYS,
        [
            ".jp-Notebook",
            "return document.querySelector('.plain').firstChild",
            "return document.querySelector('.plain-saved').textContent > before.n",
        ],
    )
    for n in range(20):
        page.evaluate(SELECT_PLAIN, n)
        page.keyboard.press(str(1 + n % 9))
        page.wait_for_function("n => window.dcTimes.length > n", arg=n, timeout=60_000)
    painted, durable = times(page)
    found["plain trait"] = {"first paint": first, "key to painted": painted, "key to durable": durable}
    if importlib.util.find_spec("spanmark") is None:
        print("\n# spanmark is not installed: pip install 'discourse-lab[bench]'")
        return found
    print("\n# A tenth of it, 20,000 words and 500 codings: spanmark, one document, overlaps allowed")
    begin(page, url, root, TENTH + SPANMARK, "session.widget")
    first = first_paints(page, ".so-root .so-rail-badge", ".so-root")
    page.evaluate(
        KEYS, [".so-root", "return box.querySelector('.so-rail-badge')", "return /kept/.test(box.querySelector('.so-status').textContent)"]
    )
    for n in range(10):
        page.evaluate(CODE_SPANMARK, n)
        page.wait_for_function("n => window.dcTimes.length > n", arg=n, timeout=120_000)
    painted, durable = times(page)
    found["spanmark, on a tenth of the text,"] = {"first paint": first, "key to painted": painted, "key to durable": durable}
    return found


def begin(page: Any, url: str, root: Path, *cells: str) -> None:
    """A notebook of its own, run; its last cell is the one that shows."""
    (root / "bench.db").unlink(missing_ok=True)
    name = f"bench-{len(list(root.glob('*.ipynb')))}.ipynb"
    write_notebook(root / name, *cells)
    open_notebook(page, url, name)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_timeout(1500)


def first_paints(page: Any, wanted: str, box: str) -> float:
    found = []
    for _ in range(5):
        page.evaluate("(box) => document.querySelector(box)?.remove()", box)
        found.append(page.evaluate(PAINTED, [wanted, RUN_CELL]))
        page.wait_for_timeout(1500)
    print(f"run the cell to first marks painted: {told(found)}")
    return statistics.median(found)


def desk_keys(page: Any, keys: int = 60) -> tuple[float, float]:
    page.evaluate(KEYS, DESK_KEYS)
    page.locator(".dc-text").focus()
    for n in range(keys):
        for key in ("j", "ArrowRight", "Shift+ArrowRight", str(1 + n % 9)):
            page.keyboard.press(key)
        page.wait_for_function("n => window.dcTimes.length > n", arg=n, timeout=20_000)
    return times(page)


def times(page: Any) -> tuple[float, float]:
    rows = page.evaluate("() => window.dcTimes")
    medians = []
    for name in ("painted", "durable"):
        found = [row[name] for row in rows if name in row]
        print(f"key to {name}: {told(found)}")
        medians.append(statistics.median(found))
    return medians[0], medians[1]


def to_top(page: Any) -> None:
    page.evaluate("() => { document.querySelector('.dc-text').scrollTop = 0; }")
    page.wait_for_timeout(600)


def main(*parts: str) -> None:
    from playwright.sync_api import sync_playwright

    print(f"load of the machine: {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        root = Path(folder) / "lab"
        root.mkdir()
        with lab(root) as url:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for part in parts or ("words", "comments", "rivals"):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                if part == "comments":
                    measure_comments(page, url, root)
                elif part == "words":
                    own = measure_words(page, url, root)
                else:
                    for name, found in measure_rivals(page, url, root).items():
                        told_of = (
                            ", ".join(f"{what} {found[what] / own[what]:.1f} x" for what in own)
                            if "words" in (parts or ("words",))
                            else "run words too"
                        )
                        print(f"{name} takes, of the desk's time: {told_of}")
                page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
                page.close()
            browser.close()
    print(f"load of the machine at the end: {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
