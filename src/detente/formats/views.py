"""Views of a file -> `View`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.formats.nodes import Path
from detente.formats.preferences import equally_or_statement, ranking_of, statement_of
from detente.formats.records import AddedEntry, DialogueFile, ViewEntry
from detente.formats.scope import Scope
from detente.model import dialogue as m
from detente.model.ids import derived


def views_of(
    raw: DialogueFile, scope: Scope, preferences: Mapping[str, m.Preferences]
) -> tuple[m.View, ...]:
    """What parties believe of one another; ids of statements are those of the other's list."""
    made: list[m.View] = []
    for i, v in enumerate(raw.views):
        view = _view(v, ("views", i), scope, preferences, {other.id for other in made})
        made.append(view)
    return tuple(made)


def _view(
    v: ViewEntry, at: Path, scope: Scope, preferences: Mapping[str, m.Preferences], taken: set[str]
) -> m.View:
    known = v.who in scope.parties and v.of in scope.parties
    if v.who == v.of:
        scope.place.wrong(at, f"a view of `{v.who}` on itself;", "what it wants stands under `priorities`.")
    if v.id:
        scope.label(v.id, at)
    if v.id in taken:
        scope.place.wrong(at, f"a second view `{v.id}`;", "ids of views differ.")
    id = v.id or derived(f"{v.who}-of-{v.of}", taken)
    instead = _instead(v, at, scope)
    theirs = _statement_ids(preferences.get(v.of, m.Preferences())) if known else ()

    def resolve(name: str, *step: str | int) -> str:
        return scope.statement(name, v.of, theirs, (*at, *step)) if known else name

    added = tuple(_added(a, v, k, at, scope, resolve) for k, a in enumerate(v.add))
    move = tuple((resolve(e.id, "move", k, "id"), scope.places(e.by, (*at, "move", k))) for k, e in enumerate(v.move))
    drop = tuple(resolve(name, "drop", k) for k, name in enumerate(v.drop))
    return scope.made(m.View, v, at, id=id, instead=instead, add=added, move=move, drop=drop)


def _statement_ids(preferences: m.Preferences) -> tuple[str, ...]:
    return tuple(p.id for p in preferences.priorities) + tuple(s.id for s in preferences.statements)


def _instead(v: ViewEntry, at: Path, scope: Scope) -> m.Preferences | None:
    if v.priorities is None and v.ranking is None:
        return None
    if v.drop or v.add or v.move or (v.priorities is not None and v.ranking is not None):
        scope.place.wrong(at, "a view either edits the other's list (`drop`, `add`, `move`) or puts another in its "
                              "place (`priorities` or `ranking`)")
    if v.ranking is not None:
        return m.Preferences(ranking=ranking_of(v.ranking, (*at, "ranking"), scope))
    group = [
        equally_or_statement(s, v.of, (*at, "priorities", k), scope, f"{v.who}.{v.of}")
        for k, s in enumerate(v.priorities or ())
    ]
    return m.Preferences(priorities=tuple(group))


def _added(a: AddedEntry, v: ViewEntry, k: int, at: Path, scope: Scope, resolve: Callable[..., str]) -> m.Added:
    here = (*at, "add", k)
    if a.equally or not a.want:
        scope.place.wrong(here, "a view adds statements one by one, each with its `want`")
    statement = statement_of(a, v.of, here, scope, f"{v.who}.{v.of}")
    if a.before and a.after:
        scope.place.wrong(here, "either `before` or `after`, not both")
    before = resolve(a.before, "add", k, "before") if a.before else ""
    after = resolve(a.after, "add", k, "after") if a.after else ""
    return m.Added(statement=statement, before=before, after=after)
