"""How long a key takes in JupyterLab until it is painted, and until it is on the disk: 200,000 words, 5,000 codings.

    python tests/bench/bench_coder_browser.py [words] [codings] [keys]

Not a test: it prints medians and 95th percentiles, in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP), str(TOP / "tests" / "browser")]

from labdrive import CHROMIUM, FLAGS, lab, open_notebook, run_all, write_notebook  # noqa: E402

STUDY = """
import random, pandas as pd, discourse as dc
random.seed(1)
words = 'who owns the network that we keep alive by asking and answering 😀 each day without any pay but with trust'.split()
codes = [f'theme {{n}}' for n in range(1, 21)]
rows, marks, left = [], [], {words}
while left > 0:
    n = random.randint(20, 120); left -= n
    who, above = f'P{{len(rows) % 30}}', str(len(rows) // 2) if rows else None
    rows.append(dict(id=str(len(rows)), text=' '.join(random.choices(words, k=n)), participant=who, reply_to=above))
for _ in range({codings}):
    row = random.choice(rows); a = random.randrange(len(row['text']) - 12)
    end = min(len(row['text']), a + random.randint(8, 120))
    marks.append(dict(utterance=row['id'], start=a, end=end, code=random.choice(codes)))
book = dc.Codebook.from_terms({{c: [] for c in codes}})
study = dc.Project('bench.db', coder='ana').add(dc.Corpus(pd.DataFrame(rows)), book).code(pd.DataFrame(marks))
print(len(rows))
"""
WATCH = """() => {
  window.times = [];
  let t0 = 0;
  addEventListener('keydown', (e) => { if (/^[1-9]$/.test(e.key)) t0 = performance.now(); }, true);
  const text = document.querySelector('.dc-text');
  let row = null;
  new MutationObserver(() => {
    const waiting = text.querySelector('.dc-tag.dc-pending');
    if (t0 && waiting && !row) {
      row = { start: t0 };
      requestAnimationFrame(() => setTimeout(() => { row.painted = performance.now() - t0; }));
    } else if (row && !waiting) {
      const done = row;
      row = null;
      t0 = 0;
      done.durable = performance.now() - done.start;
      setTimeout(() => window.times.push(done), 60);
    }
  }).observe(text, { subtree: true, childList: true });
}"""


def main(words: int = 200_000, codings: int = 5_000, keys: int = 60) -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        root = Path(folder) / "lab"
        root.mkdir()
        write_notebook(root / "bench.ipynb", STUDY.format(words=words, codings=codings), "dc.show_coder(study, height='700px')")
        with lab(root) as url:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            open_notebook(page, url, "bench.ipynb")
            run_all(page)
            page.wait_for_timeout(2000)
            print(f"{words:,} words in {page.locator('.dc-u').count():,} utterances, {codings:,} codings")
            first = []
            for _ in range(3):
                page.evaluate("() => document.querySelector('.dc').remove()")
                began = time.perf_counter()
                page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
                page.wait_for_selector(".dc .dc-u .dc-mark", timeout=60_000)
                first.append(1000 * (time.perf_counter() - began))
            print(f"run the cell to first marks painted: {statistics.median(first):.0f} ms (of {len(first)})")
            page.evaluate(WATCH)
            page.locator(".dc-text").focus()
            for n in range(keys):
                for key in ("j", "ArrowRight", "Shift+ArrowRight", str(1 + n % 9)):
                    page.keyboard.press(key)
                page.wait_for_function("n => window.times.length > n", arg=n, timeout=20_000)
            times = page.evaluate("() => window.times")
            for name in ("painted", "durable"):
                found = sorted(t[name] for t in times if name in t)
                print(
                    f"key to {name}: median {statistics.median(found):.1f} ms, p95 {found[int(len(found) * 0.95)]:.1f} ms, n = {len(found)}"
                )
            browser.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
