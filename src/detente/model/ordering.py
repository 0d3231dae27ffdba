"""A list of priorities in an order that was judged: this line above that, these two alike.

What is judged of two lines holds; everything else stays as near to where it stood as that allows. A line of a group of
equal weight is judged with its group, but where both lines are in it: then the higher leaves the group upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from detente.errors import Contradiction, InputError
from detente.model.dialogue import Equally, Preferences, Priority, Statement
from detente.model.expression import unparse
from detente.model.ids import derived

Pairs = Sequence[tuple[str, str]]


def ordered(preferences: Preferences, above: Pairs, alike: Pairs = (), *, party: str = "") -> Preferences:
    """The list with the first line of each pair of `above` higher than the second, those of `alike` of equal weight.

    `party`: whose list it is, for the id of a new group. InputError for lines that the list does not have,
    Contradiction where no order has all pairs.

    >>> import detente as dt
    >>> talks = dt.parse("parties: {a: {}}\\noptions: {x: {by: a}, y: {by: a}}\\npriorities: {a: [x, y]}")
    >>> [line.id for line in ordered(talks.preferences["a"], [("a.y", "a.x")]).priorities]
    ['a.y', 'a.x']
    """
    groups = [[part] for item in preferences.priorities for part in _split(item, above, alike)]
    members = {item.id: [s.id for s in item.items] for item in preferences.priorities if isinstance(item, Equally)}
    for first, second in alike:
        _join(groups, _homes(groups, first, members)[0], _homes(groups, second, members)[0])
    pairs: set[tuple[int, int]] = set()
    for first, second in above:
        here = set(product(_homes(groups, first, members), _homes(groups, second, members)))
        if any(a == b for a, b in here):
            raise Contradiction((first, second))
        pairs |= here
    taken = {line.id for line in (*preferences.priorities, *preferences.statements)}
    made = [_renamed(_group(group, taken, party), preferences, party) for group in groups]
    return replace(preferences, priorities=tuple(made[k] for k in _sorted(made, pairs)))


def holds(preferences: Preferences, first: str, second: str, answer: str) -> bool:
    """Whether a list has two lines (or groups) as judged: `first` above, `second` above, or both `alike`."""
    place = {
        line.id: k
        for k, item in enumerate(preferences.priorities)
        for line in (item, *(item.items if isinstance(item, Equally) else ()))
    }
    if first not in place or second not in place:
        return False
    order = place[first] - place[second]
    return {"first": order < 0, "second": order > 0, "alike": order == 0}.get(answer, False)


def _split(item: Priority, above: Pairs, alike: Pairs) -> Iterable[Priority]:
    """A group, taken apart by the pairs within it: each line as many steps up as lines are judged below it."""
    if isinstance(item, Statement):
        return [item]
    own = {s.id for s in item.items}
    pairs = [(a, b) for a, b in above if a in own and b in own]
    if not pairs:
        return [item]
    height = dict.fromkeys(own, 0)
    for _ in own:
        for a, b in pairs:
            height[a] = max(height[a], height[b] + 1)
        for a, b in alike:
            if a in own and b in own:
                height[a] = height[b] = max(height[a], height[b])
    if max(height.values()) >= len(own):
        raise Contradiction(_cycle([*pairs, *((a, b) for a, b in alike), *((b, a) for a, b in alike)]))
    levels = [tuple(s for s in item.items if height[s.id] == h) for h in range(max(height.values()), -1, -1)]
    first = next((level for level in levels if len(level) > 1), None)  # the one that is still this group
    return [
        level[0] if len(level) == 1 else replace(item, items=level, id=item.id if level is first else "")
        for level in levels
        if level
    ]


def _join(groups: list[list[Priority]], a: int, b: int) -> None:
    """Two groups are one, where the higher of them stood."""
    if a != b:
        groups[min(a, b)] += groups.pop(max(a, b))


def _homes(groups: Sequence[Sequence[Priority]], id: str, members: Mapping[str, Sequence[str]]) -> list[int]:
    """Where a line stands now, or a group of the list; one that was taken apart stands in several places."""
    ids = {id, *members.get(id, ())}
    found = [k for k, group in enumerate(groups) if any(_has(item, one) for item in group for one in ids)]
    if not found:
        raise InputError(f"the list has no line `{id}`")
    return found


def _has(item: Priority, id: str) -> bool:
    return item.id == id or (isinstance(item, Equally) and any(s.id == id for s in item.items))


def _group(items: Sequence[Priority], taken: set[str], party: str) -> Priority:
    """One item, or the group that several make."""
    if len(items) == 1 and items[0].id:
        return items[0]
    lines = tuple(s for item in items for s in item.statements)
    named = next((item for item in items if isinstance(item, Equally) and item.id), None)
    if named is not None:
        return replace(named, items=lines)
    text = "equally " + " ".join(unparse(s.want) for s in lines)
    return Equally(id=derived(text, taken, party), items=lines, basis="inferred")


def _renamed(item: Priority, before: Preferences, party: str) -> Priority:
    """A group whose lines changed and whose id follows from them has the id that follows now."""
    old = next((one for one in before.priorities if one.id == item.id and isinstance(one, Equally)), None)
    if old is None or not isinstance(item, Equally) or old.items == item.items or old.id != _id(old.items, party):
        return item
    return replace(item, id=_id(item.items, party))


def _id(lines: Sequence[Statement], party: str) -> str:
    return derived("equally " + " ".join(unparse(s.want) for s in lines), (), party)


def _sorted(items: Sequence[Priority], pairs: set[tuple[int, int]]) -> list[int]:
    """Places in an order with the first of each pair before the second: always the first that may come next."""
    left, order = list(range(len(items))), []
    while left:
        free = next((k for k in left if not any(b == k and a in left for a, b in pairs)), None)
        if free is None:
            raise Contradiction(_cycle([(items[a].id, items[b].id) for a, b in pairs if a in left and b in left]))
        left.remove(free)
        order.append(free)
    return order


def _cycle(pairs: Pairs) -> tuple[str, ...]:
    """Lines each of which is above the next, the last above the first; there is such a ring among the pairs."""
    below: dict[str, list[str]] = {}
    for a, b in pairs:
        below.setdefault(a, []).append(b)
    inner = set(below)
    while any(not inner & set(below[a]) for a in inner):
        inner = {a for a in inner if inner & set(below[a])}
    path = [min(inner)]
    while True:
        following = min(inner & set(below[path[-1]]))
        if following in path:
            return tuple(path[path.index(following) :])
        path.append(following)
