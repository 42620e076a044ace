"""PyTorch kept out of this process: spaCy and others load it where it is installed.

That takes a second and 190 MB for nothing that is used here. A module that is None in
`sys.modules` would do the same, but SciPy looks there for arrays of PyTorch.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _Absent(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> None:
        if name == "torch":
            raise ModuleNotFoundError("torch is kept out of this process", name=name)


def keep_torch_out() -> None:
    """Let imports of PyTorch fail as if it were not installed, unless it is loaded already."""
    if not any(isinstance(finder, _Absent) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Absent())
