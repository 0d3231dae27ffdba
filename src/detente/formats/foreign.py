"""What a file is that is no text: told by its first bytes, never opened."""

from __future__ import annotations

import re

_PICKLED = re.compile(rb"\x80[\x02-\x05]|[}\])]q\x00|\([dl]p?\d*\n|\(i[\w.]+\n|c[\w.]+\n[\w.]+\n")

_STARTS = (
    (b"PK\x03\x04", "a zip archive (Word, Excel or a compressed folder)", "save what is in it as YAML, JSON or CSV."),
    (b"%PDF", "a PDF", "`detente read` takes positions from it; a dialogue file is text."),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save it as text; a table as CSV."),
    (b"\x1f\x8b", "a compressed file", "unpack it first."),
    (b"\xff\xfe", "text in UTF-16", "save the file as UTF-8."),
    (b"\xfe\xff", "text in UTF-16", "save the file as UTF-8."),
)


def recognised(data: bytes) -> tuple[str, str]:
    """(what it is, what to do about it) of bytes that are no dialogue file; ("", "") if they say nothing.

    >>> recognised(b"%PDF-1.7")[0]
    'a PDF'
    >>> recognised(b"\\x80\\x03}q\\x00(X")[0]
    'an old binary save (a pickle, which could run anything and is never opened)'
    """
    if _PICKLED.match(data):
        told = "an old binary save (a pickle, which could run anything and is never opened)"
        return told, "open it in GMCR+ and save it again, as text."
    return next(((what, mend) for start, what, mend in _STARTS if data.startswith(start)), ("", ""))
