"""From each layout of a project file to the next, forward only. One file a step; a step is one function, `migrate(connection)`.

All steps that a file needs are one transaction with the number of the layout (``PRAGMA user_version``), so a file has the old
layout or the new one whatever happens in between. It takes no backup; who opens a file takes one first. A step stands for
itself: it knows the two layouts by their names, and never asks tables.py, which goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from discourse.errors import ProjectError
from discourse.project.migrations.v1_to_v2 import migrate as v1_to_v2

#: ``{layout: how the next one is made of it}``
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: v1_to_v2}


def migrate(connection: sqlite3.Connection, upto: int) -> int:
    """Bring the file that this connection has open to the layout ``upto``; returns the layout that it had.

    The connection must be without a transaction (``isolation_level=None``). Raises sqlite3.Error, and then nothing is changed.
    """
    connection.execute("PRAGMA foreign_keys=OFF")  # tables are made anew; all keys are looked at before the end
    connection.execute("PRAGMA legacy_alter_table=ON")  # a table that is put aside takes no reference with it
    connection.execute("BEGIN IMMEDIATE")
    try:
        had = layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
        while layout < upto:  # another program may have been quicker
            STEPS[layout](connection)
            layout += 1
            connection.execute(f"PRAGMA user_version={layout}")
        if wrong := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise ProjectError(
                f"layout {had} could not be made layout {upto}: {len(wrong)} rows name what is not there, the first in "
                f"{wrong[0][0]}; nothing was changed"
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return had
