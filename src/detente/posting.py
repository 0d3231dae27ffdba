"""Posting to an address that the user named: no redirect is followed, the answer is bounded in size and in time."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Mapping
from typing import Any


class _Stay(urllib.request.HTTPRedirectHandler):
    """What is sent, and a key with it, goes to the address that was named and nowhere else."""

    def redirect_request(self, *args: Any) -> None:
        return None


def post(address: str, data: bytes, headers: Mapping[str, str], *, limit: int, seconds: float) -> bytes:
    """The body of the answer; one of more than `limit` bytes is cut behind them. Raises what `urllib` raises, and
    TimeoutError where no whole answer came within `seconds`: a server that drips cannot hold anybody up.
    """
    call = urllib.request.Request(address, data=data, headers=dict(headers), method="POST")
    began, parts, size = time.monotonic(), [], 0
    with urllib.request.build_opener(_Stay).open(call, timeout=seconds) as answer:
        while size <= limit and (part := answer.read1(65536)):
            parts.append(part)
            size += len(part)
            if time.monotonic() - began > seconds:
                raise TimeoutError
    return b"".join(parts)
