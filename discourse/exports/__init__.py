"""Exports: ``write_NAME(what, path) -> Path``. Each writes everything or nothing, and gives the path back."""

from discourse.exports.csv import write_csv as write_csv
