"""How long opening the door takes, as whole processes: `import discourse`, the first use of a Corpus, pandas alone, ConvoKit."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

CASES = {
    "python": "pass",
    "pandas": "import pandas",
    "discourse": "import discourse",
    "discourse_corpus": "import discourse; discourse.Corpus",
    "convokit": "import convokit",
}


@pytest.mark.parametrize("case", CASES)
def test_import(benchmark, case):
    if case == "convokit" and importlib.util.find_spec("convokit") is None:
        pytest.skip("ConvoKit is not installed: pip install convokit, to have it as a peer")
    benchmark.group = "import, whole process"
    benchmark.pedantic(lambda: subprocess.run([sys.executable, "-c", CASES[case]], check=True), rounds=7, warmup_rounds=1)
    tell = f"{CASES[case]}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    benchmark.extra_info["peak_MB"] = int(subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True).stdout)
