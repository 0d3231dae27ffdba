"""Files written whole or not at all; and held, so that nobody writes between what is read and what is written back."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from detente.errors import InputError, Problem


def write(path: str | os.PathLike[str], content: str | bytes, *, was: str | bytes | None = None) -> None:
    """Writes a file whole or not at all: the old file stands until the new one is complete.

    What is no regular file (a pipe, a device) is written into, never replaced. `was`: what the file held when it was
    read; if it holds anything else now, nothing is written. Raises InputError for that, and if the folder is missing,
    may not be written, or the disk is full.
    """
    data = content.encode() if isinstance(content, str) else content
    target = Path(os.path.realpath(path))  # a link stays a link, and what it names is written
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is read-only")
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb", buffering=0) as stream:
                stream.write(data)
            return
        if was is not None and target.read_bytes() != (was.encode() if isinstance(was, str) else was):
            raise InputError(f"`{path}` was changed by somebody else meanwhile; nothing was written")
        _replace(target, data)
    except OSError as fault:
        raise InputError(_unwritten(Path(path), fault)) from None


@contextlib.contextmanager
def held(path: str | os.PathLike[str]) -> Iterator[None]:
    """While it lasts, whoever else holds a file of the same folder waits: read, change and write back inside."""
    try:
        import fcntl
    except ImportError:  # not on this system; `was` of `write` still sees what changed
        yield
        return
    folder = os.open(Path(os.path.realpath(path)).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _replace(target: Path, data: bytes) -> None:
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as stream:
            temporary = stream.name
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
        temporary = None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _unwritten(target: Path, fault: OSError) -> Problem:
    name = f"{str(target)[:200]}…" if len(str(target)) > 200 else str(target)
    with contextlib.suppress(OSError):  # a name too long to ask about
        if not target.parent.is_dir():
            return Problem(message=f"there is no folder `{target.parent}` to write `{target.name}` into")
        if target.is_dir():
            return Problem(message=f"`{name}` is a folder; nothing was written")
    return Problem(message=f"`{name}` cannot be written ({fault.strerror or fault}); what was there before still is")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
