"""The table of commands; each is imported when it is called, so that none pays for the others."""

from __future__ import annotations

from importlib import import_module

import click

from detente import __version__
from detente.workbench import ANALYSES

WRITTEN = {
    "backtest": "detente.cli.backtest:backtest",
    "brief": "detente.cli.brief:brief",
    "cache": "detente.cli.cache:cache",
    "check": "detente.cli.files:check",
    "compare": "detente.cli.compare:compare",
    "convert": "detente.cli.files:convert",
    "diff": "detente.cli.diff:diff",
    "examples": "detente.cli.files:examples",
    "exercise": "detente.cli.exercise:exercise",
    "figure": "detente.cli.figure:figure",
    "forecast": "detente.cli.forecast:forecast",
    "generate": "detente.cli.files:generate",
    "leverage": "detente.cli.analyses:leverage",
    "equilibria": "detente.cli.analyses:equilibria",
    "lsp": "detente.cli.lsp:lsp",
    "interview": "detente.cli.interview:interview",
    "new": "detente.cli.files:new",
    "outlook": "detente.cli.outlook:outlook",
    "read": "detente.cli.reading:read",
    "report": "detente.cli.brief:report",
    "review": "detente.cli.reading:review",
    "schema": "detente.cli.files:schema",
    "serve": "detente.cli.serve:serve",
    "show": "detente.cli.files:show",
    "store": "detente.cli.store:store",
    "verify": "detente.cli.certificates:verify",
    "watch": "detente.cli.watch:watch",
}
"""Commands written by hand; the other analyses have theirs made from their signature."""

GROUPS = (
    ("The workbench", ("serve", "store", "lsp")),
    ("A page to hand over", ("brief", "report", "figure", "compare", "verify")),
    ("Forecasts on the record", ("forecast",)),
    ("For a class", ("exercise",)),
    ("The dialogue file",
     ("new", "check", "show", "convert", "diff", "schema", "examples", "generate", "read", "review")),
    ("Questions", tuple(row.name for row in ANALYSES)),
    ("The program", ("cache",)),
)


class Commands(click.Group):
    """Commands looked up by name, listed by group."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for _, names in GROUPS for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = self._command(cmd_name)
        if command is not None:
            from detente.cli.examples import epilog

            command.epilog = command.epilog or epilog(cmd_name)
        return command

    def _command(self, cmd_name: str) -> click.Command | None:
        if cmd_name in WRITTEN:
            module, name = WRITTEN[cmd_name].split(":")
            command: click.Command = getattr(import_module(module), name)
            return command
        if any(row.name == cmd_name for row in ANALYSES):
            from detente.cli.generate import command_for

            return command_for(cmd_name)
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        questions = {row.name: row.question for row in ANALYSES}
        for title, names in GROUPS:
            with formatter.section(title):
                formatter.write_dl([(name, questions.get(name) or SHORT[name]) for name in names])


SHORT = {
    "brief": "Two pages: how it stands, where it drifts, what beats that, what to do",
    "cache": "Where results are kept, and `cache clear` to remove them",
    "compare": "Two dialogues side by side: which entry makes the difference",
    "check": "Is the file sound? Errors, and warnings each with its reason",
    "convert": "From one file format to another (.yaml .json .gmcr .nfg .csv)",
    "diff": "What changed between two versions, and which entry made a sentence otherwise",
    "examples": "The dialogues that come with the program",
    "exercise": "A class pack: roles with instructions, an empty table, a key, the debrief",
    "figure": "One figure as SVG, PNG, PDF or JSON",
    "generate": "Make up a realistic dialogue of a given size",
    "forecast": "Seal, check, resolve and score forecasts in a record that only grows",
    "lsp": "Help while a file is written, for VS Code, Neovim and Emacs",
    "new": "Write a commented starter file",
    "read": "Propose positions found in prose, each beside its sentence",
    "report": "The brief with its annex, as HTML, PDF, Word, Excel or Markdown",
    "review": "Accept, edit or reject what `read` proposed",
    "schema": "The JSON Schema of the dialogue file, for editors",
    "serve": "The workbench in the browser, on this machine only",
    "show": "What the file says, printed back in words, with all ids",
    "store": "Dialogues with all their versions: list, export, backup, check",
    "verify": "Check what --certificate wrote, independently of the engine",
}


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
