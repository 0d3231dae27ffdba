"""A language server for dialogue files: what `assist` knows, for any editor that speaks the protocol.

Lines and columns of `assist` count characters; the protocol's count what editor and server agreed on (UTF-16, mostly).
"""

from __future__ import annotations

import asyncio
import re

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from detente import __version__, assist
from detente.assist import Place, Span
from detente.errors import InputError

WAIT = 0.25
"""Seconds without a keystroke after which the text is read."""

_DIALOGUE = re.compile(r"^[\"']?(detente|parties|options)[\"']?\s*:|^\s*\{", re.MULTILINE)
"""Files without one of these keys are somebody else's YAML."""

_KINDS = {
    "field": lsp.CompletionItemKind.Property, "word": lsp.CompletionItemKind.Keyword,
    "level": lsp.CompletionItemKind.EnumMember, "party": lsp.CompletionItemKind.Class,
    "option": lsp.CompletionItemKind.Variable, "source": lsp.CompletionItemKind.Reference,
}  # fmt: skip

# The whole text at every change: the library would find the place of a part by Python's line ends, which are more
# than an editor's.
server = LanguageServer("detente", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)


class Text:
    """The text of an open file, and its places in the editor's units."""

    def __init__(self, uri: str) -> None:
        document = server.workspace.get_text_document(uri)
        self.uri, self.version, self.name = uri, document.version, (document.filename or "text")
        self.text = document.source.replace("\r\n", "\n").replace("\r", "\n")
        self._lines = self.text.split("\n")
        self._codec = server.workspace.position_codec

    @property
    def is_dialogue(self) -> bool:
        """Whether it is, or is going to be, a dialogue file."""
        return _DIALOGUE.search(self.text) is not None

    def place(self, position: lsp.Position) -> Place:
        """A place of the editor's."""
        found = self._codec.position_from_client_units(self._lines, position)
        return Place(found.line, found.character)

    def range(self, span: Span) -> lsp.Range:
        """A span, for the editor."""
        places = (lsp.Position(line=p.line, character=p.column) for p in (span.start, span.end))
        start, end = (self._codec.position_to_client_units(self._lines, place) for place in places)
        return lsp.Range(start=start, end=end)

    def edit(self, *edits: assist.Edit) -> lsp.WorkspaceEdit:
        """Changes of the text, for the editor to make."""
        return lsp.WorkspaceEdit(changes={
            self.uri: [lsp.TextEdit(range=self.range(edit.span), new_text=edit.text) for edit in edits]
        })  # fmt: skip

    def diagnostic(self, found: assist.Diagnostic) -> lsp.Diagnostic:
        """What is wrong, for the editor."""
        error = found.severity == "error"
        return lsp.Diagnostic(
            range=self.range(found.span), message=f"{found.message} {found.hint}".strip(), source="detente",
            severity=lsp.DiagnosticSeverity.Error if error else lsp.DiagnosticSeverity.Warning, code=found.code or None,
        )  # fmt: skip


# ---- what is wrong -------------------------------------------------------------------------------------------------


async def _tell(uri: str, wait: float) -> None:
    """Sends what is wrong with a file, unless somebody typed on in the meantime."""
    version = Text(uri).version
    await asyncio.sleep(wait)
    text = Text(uri)
    if text.version != version:
        return
    found = await asyncio.to_thread(assist.diagnostics, text.text, text.name) if text.is_dialogue else ()
    if Text(uri).version == version:
        told = [text.diagnostic(one) for one in found]
        sent = lsp.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=told)
        server.text_document_publish_diagnostics(sent)


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
    """A file was opened."""
    await _tell(params.text_document.uri, 0)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
    """Somebody typed."""
    await _tell(params.text_document.uri, WAIT)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def closed(params: lsp.DidCloseTextDocumentParams) -> None:
    """A file was closed: nothing is wrong with it any more."""
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=params.text_document.uri, diagnostics=[]))


@server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]))
def mends(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """The mends of what is wrong in those lines."""
    text = Text(params.text_document.uri)
    lines = range(params.range.start.line, params.range.end.line + 1)
    return [
        lsp.CodeAction(title=f"Write `{mend.text}`", kind=lsp.CodeActionKind.QuickFix, is_preferred=True,
                       diagnostics=[text.diagnostic(found)], edit=text.edit(mend))
        for found in assist.diagnostics(text.text, text.name, warnings=False) if found.span.start.line in lines
        for mend in found.mends
    ]  # fmt: skip


# ---- help at a place -----------------------------------------------------------------------------------------------


@server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[":", " ", "[", "{", ",", "."]))
def complete(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    """What may be written there."""
    text = Text(params.text_document.uri)
    return [
        lsp.CompletionItem(
            label=item.label, kind=_KINDS.get(item.kind, lsp.CompletionItemKind.Value), detail=item.detail or None,
            sort_text=f"{number:05}", filter_text=item.label,
            text_edit=lsp.TextEdit(range=text.range(item.span), new_text=item.text),
        )
        for number, item in enumerate(assist.complete(text.text, text.place(params.position)))
    ]  # fmt: skip


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def hover(params: lsp.HoverParams) -> lsp.Hover | None:
    """What stands there, in words."""
    text = Text(params.text_document.uri)
    found = assist.hover(text.text, text.place(params.position))
    if found is None:
        return None
    return lsp.Hover(contents=lsp.MarkupContent(lsp.MarkupKind.PlainText, said(found)), range=text.range(found.span))


def said(found: assist.Hover) -> str:
    """What is told of a place, one thing a line."""
    levels = f"levels: {', '.join(found.more)}" if found.more else ""
    head = f"{found.kind} {found.name}" if found.kind else found.name
    return "\n".join(part for part in (found.sentence, f"{head}: {found.text}" if found.text else head, levels) if part)


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
    """Where the name there is defined."""
    text = Text(params.text_document.uri)
    span = assist.definition(text.text, text.place(params.position))
    return lsp.Location(uri=text.uri, range=text.range(span)) if span else None


@server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
    """Everywhere that the name there stands."""
    text = Text(params.text_document.uri)
    spans = assist.references(text.text, text.place(params.position))
    return [lsp.Location(uri=text.uri, range=text.range(span)) for span in spans]


@server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
def highlight(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
    """The same, to be lit up."""
    text = Text(params.text_document.uri)
    spans = assist.references(text.text, text.place(params.position))
    return [lsp.DocumentHighlight(range=text.range(span)) for span in spans]


@server.feature(lsp.TEXT_DOCUMENT_RENAME)
def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
    """Another name for the one there."""
    text = Text(params.text_document.uri)
    try:
        return text.edit(*assist.rename(text.text, text.place(params.position), params.new_name))
    except InputError as fault:
        raise JsonRpcInvalidParams(str(fault)) from None


@server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def outline(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    """What the file holds."""
    text = Text(params.text_document.uri)
    return [_symbol(text, entry, lsp.SymbolKind.Namespace) for entry in assist.outline(text.text)]


def _symbol(text: Text, entry: assist.Entry, kind: lsp.SymbolKind) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=entry.name, detail=entry.text, kind=kind,
        range=text.range(entry.span), selection_range=text.range(entry.at),
        children=[_symbol(text, part, lsp.SymbolKind.Key) for part in entry.entries],
    )  # fmt: skip
