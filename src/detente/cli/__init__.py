"""The command line: it reads arguments, asks the workbench, prints documents or JSON. It computes nothing."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import os
import sys
import threading
from io import StringIO
from typing import NoReturn

from detente.errors import DetenteError

UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""What goes wrong with the place that output is sent to."""

DONE, DEFECT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main() -> None:
    """Run one command and leave with its exit code; no traceback reaches a user."""
    for way_out in ("stdout", "stderr"):
        if getattr(sys, way_out) is None:  # closed by whoever called us
            setattr(sys, way_out, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    # A command lives for a moment: to look for rubbish every 700 objects costs more than it frees.
    gc.set_threshold(50_000, 20, 20)
    # pydantic would read what every installed package says of itself, in search of plugins of its own.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command was known
        code = INTERRUPTED
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Leave at once where nothing runs on: to take every module apart is a tenth of a page's time.

    One last operation on diagrams that runs on, unheard, may take long, and nobody waits for it.
    """
    others = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
    if all(thread.name == "diagrams" for thread in others):
        with contextlib.suppress(OSError, ValueError):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """The exit code of one command: 0 done, 2 bad input, 1 our defect, 130 interrupted."""
    import click

    from detente.cli.app import app
    from detente.cli.say import told
    from detente.workbench import ANALYSES

    try:
        left = app.main(args=arguments, prog_name="detente", standalone_mode=False)
        sys.stdout.flush()
        if isinstance(left, int):  # a command that left with an exit code of its own
            return left
    except DetenteError as error:
        return _fail(told(error), BAD_INPUT)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        asked = any(row.name in arguments[:1] for row in ANALYSES)
        return _fail("interrupted: nothing is known yet" if asked else "interrupted", INTERRUPTED)
    except click.ClickException as error:
        text = StringIO()
        error.show(text)
        return _fail(text.getvalue().rstrip(), BAD_INPUT)
    except (BrokenPipeError, SystemExit):  # click leaves by SystemExit when the pipe is broken
        # The reader of our output has gone (`detente … | head`): nothing is wrong, and nothing more can be said.
        _close()
        return DONE
    except (RecursionError, MemoryError) as error:
        return _fail(f"this is too large for the program ({type(error).__name__}); make the file smaller", BAD_INPUT)
    except Exception as error:
        if _is_interrupt(error):
            return _fail("interrupted", INTERRUPTED)
        if isinstance(error, OSError) and error.errno in UNWRITABLE:
            _close()
            return _fail(f"the output cannot be written: {error.strerror}", BAD_INPUT)
        return _defect(error)
    return DONE


def _is_interrupt(error: BaseException | None) -> bool:
    """Whether an error arose from an interrupt, which a library may have made its own error of."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _close() -> None:
    """Sends what is still held back of our output nowhere, so that Python does not fail over it when it ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> int:
    from detente.report.document import harmless

    print(harmless(message), file=sys.stderr)
    return code


def _defect(error: Exception) -> int:
    if os.environ.get("DETENTE_DEBUG"):
        raise error
    return _fail(
        f"This is a defect of Détente, not of your file: {type(error).__name__}: {error}\n"
        "Please report it with the command you gave (set DETENTE_DEBUG=1 to see where it arose).",
        DEFECT,
    )
