"""What the tests of passages, memos and participants show: the desk's sample, coded by two."""

from __future__ import annotations

import desk_sample

from discourse import Project


def study(path) -> Project:
    """Four codings of ana's and one of ben's, memos of both, two participants with attributes."""
    project = desk_sample.study(path)
    project.code("c1", "ownership", quote="owns", id="k1").code("c1", "belonging", quote="one belongs to it", id="k2")
    project.code("c4", "ownership", id="k3").code("q", "trust", id="k4").memo("k1", "a doubt", about="coding").memo("c2", "Rent.")
    project.describe("Tomas", role="freelancer", age=41).describe("Helen", role="nurse")
    Project(project.path, coder="ben").code("c2", "belonging", quote="pay the rent", id="b1").memo("c2", "Irony.")
    return project
