"""The table of commands; each is imported when it is called, so that none pays for the others."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from detente import __version__
from detente.workbench import ANALYSES

QUESTIONS = {"backtest": "backtest", "interview": "interview"}
"""The questions whose commands are written by hand, each with its module; the others are made from signatures."""

GROUPS: tuple[tuple[str, Mapping[str, tuple[str, str]]], ...] = (
    ("The workbench", {
        "serve": ("serve", "The workbench in the browser, on this machine only"),
        "store": ("store", "Dialogues with all their versions: list, export, backup, check"),
        "lsp": ("lsp", "Help while a file is written, for VS Code, Neovim and Emacs"),
    }),
    ("A page to hand over", {
        "brief": ("brief", "Two pages: how it stands, where it drifts, what beats that, what to do"),
        "report": ("brief", "The brief with its annex, as HTML, PDF, Word, Excel or Markdown"),
        "figure": ("figure", "One figure as SVG, PNG, PDF or JSON"),
        "compare": ("compare", "Two dialogues side by side: which entry makes the difference"),
        "verify": ("certificates", "Check what --certificate wrote, independently of the engine"),
    }),
    ("Forecasts on the record", {
        "forecast": ("forecast", "Seal, check, resolve and score forecasts in a record that only grows"),
    }),
    ("For a class", {
        "exercise": ("exercise", "A class pack: roles with instructions, an empty table, a key, the debrief"),
    }),
    ("The dialogue file", {
        "new": ("files", "Write a commented starter file"),
        "check": ("files", "Is the file sound? Errors, and warnings each with its reason"),
        "show": ("files", "What the file says, printed back in words, with all ids"),
        "convert": ("files", "From one file format to another (.yaml .json .gmcr .nfg .csv)"),
        "diff": ("diff", "What changed between two versions, and which entry made a sentence otherwise"),
        "apply": ("apply", "Write into the file what was supposed in a brief (NAME.changes.yaml)"),
        "schema": ("files", "The JSON Schema of the dialogue file, for editors"),
        "examples": ("files", "The dialogues that come with the program"),
        "generate": ("files", "Make up a realistic dialogue of a given size"),
        "read": ("reading", "Propose positions found in prose, each beside its sentence"),
        "review": ("reading", "Accept, edit or reject what `read` proposed"),
    }),
    ("Questions", {row.name: (QUESTIONS.get(row.name, ""), row.question) for row in ANALYSES}),
    ("The program", {
        "cache": ("cache", "Where results are kept, and `cache clear` to remove them"),
    }),
)  # fmt: skip
"""By group the commands, each with the module it stands in ("": made from a signature) and what the list says of it."""

COMMANDS = {name: row for _, rows in GROUPS for name, row in rows.items()}


class Commands(click.Group):
    """Commands looked up by name, listed by group."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = self._command(cmd_name)
        if command is not None:
            from detente.cli.examples import epilog

            command.epilog = command.epilog or epilog(cmd_name)
        return command

    def _command(self, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        if not module:
            from detente.cli.generate import command_for

            return command_for(cmd_name)
        command: click.Command = getattr(import_module(f"detente.cli.{module}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, rows in GROUPS:
            with formatter.section(title):
                formatter.write_dl([(name, told) for name, (_, told) in rows.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, message="detente %(version)s")
def app() -> None:
    """Détente: a workbench for strategic dialogues between governments.

    TALKS is a dialogue file (.yaml, .json, .gmcr, .nfg, .csv), the name of a shipped dialogue (`detente examples`), or
    - for standard input. What pages print can be typed: names, titles, letters. Start with: detente brief
    us-pakistan-2010

    \b
    Completion of names and ids in your shell (bash; also zsh_source, fish_source):
      eval "$(_DETENTE_COMPLETE=bash_source detente)"
    """
