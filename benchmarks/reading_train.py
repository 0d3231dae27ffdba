"""Fits the counted model of the reader (`src/detente/reading/data/likely.csv`) to the marked sentences of `reading/`.

    python benchmarks/reading_train.py             cross-validates: groups of ten sentences are held out, five times
    python benchmarks/reading_train.py --write     fits and writes the table

Each clause of a marked text is one row: its features, and the act of the position whose anchor stands in it and whose
speaker it has, else "none". A clause whose position has another or no settled speaker is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.reading.likely.clauses import Clause, clauses, is_clause
from detente.reading.likely.features import features
from detente.reading.likely.opinion import CLASSES, NONE
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text

ROOT = Path(__file__).parents[1]
CORPUS = tuple(Path(__file__).parent / "reading" / f"{name}.jsonl" for name in ("talks", "texts"))
TABLE = ROOT / "src" / "detente" / "reading" / "data" / "likely.csv"
GROUP = 10
OFTEN = 4
"""A feature counts that holds of so many clauses."""
STRICT = 3.0
"""The weight of the squares of the weights (L2)."""
SLIGHT = 0.1
"""Weights below are left out of the table."""


@dataclass(kw_only=True)
class Row:
    """A clause: its features, its act, further acts that are as good, whether a rule reads it, its group."""

    names: frozenset[str]
    group: str
    ruled: bool
    act: str = NONE
    alike: tuple[str, ...] = ()
    unclear: bool = False


def digest(paths: Iterable[Path] = CORPUS) -> str:
    """The name of a corpus, by its bytes."""
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def texts(paths: Iterable[Path] = CORPUS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each marked text with its group."""
    for path in paths:
        for k, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            yield f"{path.stem} {k // GROUP}", json.loads(line)


def rows_of(group: str, marked: dict[str, Any]) -> list[Row]:
    """The rows of a marked text."""
    rows: list[Row] = []

    def record(doc: Any, scene: Any, found: list[Any]) -> Iterable[Any]:
        listed = list(clauses(doc, scene))
        taken = {_home(t) for one in found for t in (one.at, one.head) if t is not None}
        here = [Row(names=features(c, scene), group=group, ruled=c.verb.i in taken) for c in listed]
        for position in marked["positions"]:
            _label(position, doc, listed, here)
        rows.extend(here)
        return ()

    read(from_text("text", marked["text"]), force=True, second=record)
    return rows


def _home(token: Any) -> int:
    while not is_clause(token) and token.head.i != token.i:
        token = token.head
    return int(token.i)


def _roots(parties: Iterable[str]) -> set[str]:
    return {party.partition(".")[0] for party in parties}


def _label(position: dict[str, Any], doc: Any, listed: list[Clause], rows: list[Row]) -> None:
    """The act of a position to the topmost clause of its anchor that has its speaker."""
    at = doc.text.find(position["anchor"])
    span = [t for t in doc if at >= 0 and at < t.idx + len(t.text) and t.idx < at + len(position["anchor"])]
    inside, homes = {t.i for t in span}, {_home(t) for t in span}
    gold = _roots((position.get("speaker_id") or "").split("+")) - {""}
    touched = [k for k, c in enumerate(listed) if c.verb.i in homes or c.verb.i in inside]
    fit = [k for k in touched if gold and _roots(listed[k].said.parties) <= gold]
    fit.sort(key=lambda k: (listed[k].verb.i not in inside, sum(1 for _ in listed[k].verb.ancestors)))
    for k in fit[1:] if fit else touched:
        rows[k].unclear = rows[k].unclear or rows[k].act == NONE
    if fit and rows[fit[0]].act == NONE and position["act"] in CLASSES:
        rows[fit[0]].act, rows[fit[0]].alike = position["act"], tuple(position.get("alt", ()))
        rows[fit[0]].unclear = False


def design(rows: list[Row], names: list[str]) -> csr_matrix:
    """Rows by features, with a last column of ones."""
    place = {name: k for k, name in enumerate(names)}
    pairs = [(i, place[name]) for i, row in enumerate(rows) for name in row.names if name in place]
    pairs += [(i, len(names)) for i in range(len(rows))]
    at = tuple(zip(*pairs, strict=True))
    return csr_matrix((np.ones(len(pairs)), at), shape=(len(rows), len(names) + 1))


def fit(rows: list[Row]) -> tuple[list[str], np.ndarray]:
    """The features that count, and their weights for each class; "(always)" is the last."""
    counts = Counter(name for row in rows for name in row.names)
    names = sorted(name for name, n in counts.items() if n >= OFTEN)
    matrix, acts = design(rows, names), np.array([CLASSES.index(row.act) for row in rows])
    sure, shape = np.eye(len(CLASSES))[acts], (len(names) + 1, len(CLASSES))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        odds = _odds(matrix, weights)
        lost = -np.log(odds[np.arange(len(rows)), acts] + 1e-12).sum() + STRICT / 2 * (weights**2).sum()
        return lost, (matrix.T @ (odds - sure) + STRICT * weights).ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 70})
    return [*names, "(always)"], found.x.reshape(shape)


def _odds(matrix: csr_matrix, weights: np.ndarray) -> np.ndarray:
    raised = matrix @ weights
    raised = np.exp(raised - raised.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def write(names: list[str], weights: np.ndarray, path: Path, corpus: str) -> None:
    """The table; its first row has no weights, and the digest of the corpus."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", *CLASSES])
        writer.writerow([f"(corpus {corpus})", *[""] * len(CLASSES)])
        for name, row in zip(names, weights, strict=True):
            cells = [f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= SLIGHT else "" for value in row]
            if any(cells):
                writer.writerow([name, *cells])


def check(rows: list[Row]) -> None:
    """Prints, for some shares, how often such a clause without a rule had the act, and how many were found."""
    shuffled = sorted({row.group for row in rows}, key=lambda name: sha256(name.encode()).hexdigest())
    groups = {group: k % 5 for k, group in enumerate(shuffled)}
    judged: list[tuple[float, bool]] = []
    wanted = 0
    for fold in range(5):
        names, weights = fit([row for row in rows if groups[row.group] != fold and not row.unclear])
        held = [row for row in rows if groups[row.group] == fold and not row.unclear and not row.ruled]
        odds = _odds(design(held, names[:-1]), weights)
        for row, shares in zip(held, odds, strict=True):
            wanted += row.act != NONE
            best = 1 + int(shares[1:].argmax())
            judged.append((shares[best], CLASSES[best] in (row.act, *row.alike)))
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        some = [right for share, right in judged if share >= least]
        share, part = sum(some) / max(1, len(some)), sum(some) / wanted
        print(f"at {least:.1f}: {len(some)} proposals, {share:.2f} of them right, {part:.2f} of {wanted} found")


def main() -> None:
    """Runs what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    rows = [row for group, marked in texts() for row in rows_of(group, marked)]
    if not parser.parse_args().write:
        check(rows)
        return
    names, weights = fit([row for row in rows if not row.unclear])
    write(names, weights, TABLE, digest())
    print(f"{len(rows)} clauses; wrote {TABLE}")


if __name__ == "__main__":
    main()
