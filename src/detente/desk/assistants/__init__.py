"""The record for assistants, by the Model Context Protocol: tools to ask it with, and no more.

Invariants
- Nothing is written to the record.
- What documents say stands in fields named `quote`, apart from what the software says.
- Every answer fits a context window; what was left out is told, and how to get it.
"""

from __future__ import annotations

from detente.desk.assistants.server import make_server

__all__ = ["make_server"]
