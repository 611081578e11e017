"""Project: the one thing that remembers. Its verbs and nouns stand in the files beside this one, a subject each."""

from __future__ import annotations

from discourse.project.codes import Codes
from discourse.project.history import History
from discourse.project.keeping import Keeping
from discourse.project.merging import Merging
from discourse.project.past import Past
from discourse.project.people import People
from discourse.project.privacy import Privacy
from discourse.project.sources import Sources
from discourse.project.team import Team
from discourse.project.verify import Verify


class Project(Sources, Codes, People, Team, Privacy, Keeping, History, Merging, Past, Verify):
    """A study in one file: its corpus, its codebook, everyone's codings, and the log of every deed.

    Verbs write, and give the project back: `add`; `define rename move merge_codes split_code retire recode`;
    `code uncode resize split join weigh link memo`; `suggest accept reject`; `describe`; `assign reveal mark_read gather`;
    `undo redo merge`. Each is one transaction: when it returns, it is on the disk. Plural nouns answer with frames: `codings
    suggestions codes memos participants assignments readings sets log conflicts`, and `overview` with a row a thread; `corpus` and
    `codebook` are frozen values. `as_of history drift` look back, `verify` tells of damage.

    Parameters
    ----------
    path
        The project file; made where there is none. Or the address of a team's database,
        ``postgresql://user@host/database?project=study`` (``pip install 'discourse-lab[postgres]'``).
    coder
        Who you are. Needed for every verb, not for reading.
    read_only
        Open without the right to write.
    patience
        Seconds to wait while another program writes.
    wal
        Ask for SQLite's write-ahead log, in which a deed is kept some four times faster. It is taken only on a disk of this
        machine and with an SQLite that keeps it safely.

    How a file is kept is chosen by looking, and shown at the end of the line that a project prints as. The journal with full sync
    is right everywhere; in a network folder each deed takes a lease, and a team does better with PostgreSQL. A file of an older
    version is brought to this one after a backup. A damaged file is not written to: it opens read-only, with a ProjectWarning,
    showing what could be recovered.

    Raises NotAProject, ProjectLocked, ProjectReadOnly, MissingExtra or ProjectError.

    >>> import pandas as pd
    >>> from discourse import Codebook, Corpus
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> study.add(Corpus(pd.DataFrame({"text": ["Who owns my network?"]})), Codebook.from_terms({"ownership": "own*"}))
    Project study.db, coder ana: 1 utterance, 1 code, 0 codings (journal, full sync)
    >>> study.code("1", "ownership", quote="owns my network")
    Project study.db, coder ana: 1 utterance, 1 code, 1 coding (journal, full sync)
    >>> study.codings()[["start", "end", "quote"]].values.tolist()
    [[4, 19, 'owns my network']]
    >>> study.undo()
    Project study.db, coder ana: 1 utterance, 1 code, 0 codings (journal, full sync)
    """
