"""Work that ends when nobody waits for it any more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from detente.web.workers import Lost

Answer = TypeVar("Answer")

LOOK = 0.25
"""Seconds between two looks whether the asker is still there."""


async def unless_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """The result of some work, which ends when the asker has gone."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({task}, timeout=LOOK))[0]:
            if await request.is_disconnected():
                raise Lost("nobody waits for it")
        return task.result()
    finally:
        task.cancel()
