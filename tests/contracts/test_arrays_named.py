"""Arrays are named by what their axes are (`engine.arrays.axes`): no signature says that it takes any array at all."""

from __future__ import annotations

import re
from pathlib import Path

import detente

ANY = re.compile(r"(?<!\w)(NDArray\[(typing\.)?Any\]|ndarray\b(?!\[))")


def test_no_array_is_of_anything() -> None:
    home = Path(detente.__file__).parent
    nameless = [
        f"{path.relative_to(home).as_posix()}:{number}: {line.strip()}"
        for path in sorted(home.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ANY.search(line)
    ]
    assert not nameless
