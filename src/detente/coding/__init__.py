"""Reading and actors become a Report: statements, contacts, moves."""

from detente.coding.relations import relate
from detente.coding.report import Failure, Skipped, code, read, read_many

__all__ = ["Failure", "Skipped", "code", "read", "read_many", "relate"]
