"""`detente lsp`: help while a dialogue file is written, for editors."""

from __future__ import annotations

import click

from detente.cli.common import lang


@click.command()
@lang
def lsp() -> None:
    """A language server on standard input and output, for VS Code, Neovim, Emacs and others; an editor starts it."""
    import logging
    import os

    try:
        from detente.cli.lsp_server import server
    except ImportError:
        from detente.errors import MissingExtra

        raise MissingExtra("The language server", "editor") from None
    logging.getLogger("pygls").setLevel(logging.ERROR)  # an editor shows every line of it as a warning
    # Of its own, since it closes them at its end.
    server.start_io(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
