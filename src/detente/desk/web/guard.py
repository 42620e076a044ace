"""Who may read, and who may write."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from detente.desk.web.viewer import Viewer


def reader(request: Request) -> Viewer:
    """Let through who may read."""
    return Viewer()


def editor(viewer: Annotated[Viewer, Depends(reader)]) -> Viewer:
    """Let through who may write."""
    if not viewer.may_write:
        raise HTTPException(401, "sign in to judge or to add")
    return viewer


Reader = Annotated[Viewer, Depends(reader)]
Editor = Annotated[Viewer, Depends(editor)]
