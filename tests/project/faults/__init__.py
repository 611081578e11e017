"""What happens to a project when things go wrong. The long forms are scripts: ``python -m tests.project.faults.kills --help``."""
