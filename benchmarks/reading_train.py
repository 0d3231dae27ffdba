"""Fits the counted model of the reader (`src/detente/reading/data/likely.csv`) to the marked sentences of `reading/`.

    python benchmarks/reading_train.py             cross-validates: groups of ten sentences are held out, five times
    python benchmarks/reading_train.py --compare   fits, and fails if the shipped table has other weights
    python benchmarks/reading_train.py --write     fits and writes the tables (`likely.csv`, `counted.csv`)

Each clause of a marked text is one row: its features, and the act of the position whose anchor stands in it and whose
speaker it has, else "none". A clause whose position has another or no settled speaker is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.reading.likely.clauses import Clause, candidates, home
from detente.reading.likely.features import RULED, features
from detente.reading.likely.opinion import CLASSES, NONE
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text

ROOT = Path(__file__).parents[1]
CORPUS = tuple(Path(__file__).parent / "reading" / f"{name}.jsonl" for name in ("talks", "texts"))
TABLE = ROOT / "src" / "detente" / "reading" / "data" / "likely.csv"
COUNTS = TABLE.with_name("counted.csv")
GROUP = 10
OFTEN = 3
"""A feature counts that holds of so many clauses."""
STRICT = 6.0
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
        listed = candidates(doc, scene, found)
        here = [Row(names=features(c, scene), group=group, ruled=bool(c.found)) for c in listed]
        for position in marked["positions"]:
            _label(position, doc, listed, here)
        rows.extend(here)
        return found

    read(from_text("text", marked["text"]), force=True, second=record)
    return rows


def _roots(parties: Iterable[str]) -> set[str]:
    return {party.partition(".")[0] for party in parties}


def _label(position: dict[str, Any], doc: Any, listed: list[Clause], rows: list[Row]) -> None:
    """The act of a position to the topmost clause of its anchor with its speaker, one that a rule reads so first."""
    at = doc.text.find(position["anchor"])
    if at < 0:
        return
    span = [t for t in doc if at < t.idx + len(t.text) and t.idx < at + len(position["anchor"])]
    inside, homes = {t.i for t in span}, {home(t).i for t in span}
    acts = {position["act"], *position.get("alt", ())}
    gold = _roots((position.get("speaker_id") or "").split("+")) - {""}
    touched = [k for k, c in enumerate(listed) if c.verb.i in homes or c.verb.i in inside]
    read_so = [k for k, c in enumerate(listed) if acts & {one.act for one in c.found}]
    speaks = [_roots(c.said.parties) <= gold and bool(c.said.parties) == bool(gold) for c in listed]
    fit = [k for k in dict.fromkeys((*touched, *read_so)) if speaks[k] and rows[k].act == NONE]
    fit.sort(
        key=lambda k: (
            k not in touched,
            k not in read_so,
            listed[k].verb.i not in inside,
            sum(1 for _ in listed[k].verb.ancestors),
        )
    )
    for k in touched:
        rows[k].unclear = rows[k].unclear or (rows[k].act == NONE and k not in fit[:1])
    if fit and position["act"] in CLASSES:
        rows[fit[0]].act, rows[fit[0]].alike = position["act"], tuple(position.get("alt", ()))
        rows[fit[0]].unclear = False


def design(rows: list[Row], names: list[str]) -> csr_matrix:
    """Rows by features, with a last column of ones."""
    place = {name: k for k, name in enumerate(names)}
    held = [[*(place[name] for name in row.names if name in place), len(names)] for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    return csr_matrix((np.ones(ends[-1]), np.concatenate(held), ends), shape=(len(rows), len(names) + 1))


def fit(rows: list[Row]) -> tuple[list[str], np.ndarray]:
    """The features that count, and their weights for each class; "(always)" is the last.

    A clause that the rules read counts twice, once without what they found: so its words are learnt, too.
    """
    rows = [*rows, *(replace(row, names=frozenset(n for n in row.names if not n.startswith(RULED)))
                     for row in rows if row.ruled)]  # fmt: skip
    counts = Counter(name for row in rows for name in row.names)
    names = sorted(name for name, n in counts.items() if n >= OFTEN)
    matrix, acts = design(rows, names), np.array([CLASSES.index(row.act) for row in rows])
    sure, shape, turned = np.eye(len(CLASSES))[acts], (len(names) + 1, len(CLASSES)), matrix.T.tocsr()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        odds = _odds(matrix, weights)
        lost = -np.log(odds[np.arange(len(rows)), acts] + 1e-12).sum() + STRICT / 2 * (weights**2).sum()
        return lost, (turned @ (odds - sure) + STRICT * weights).ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 50})
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


@dataclass(frozen=True, kw_only=True)
class Held:
    """A clause that was held out: whether a rule reads it, its likelihood, whether the act was right, and was none."""

    ruled: bool
    likelihood: float
    right: bool
    none: bool


def held_out(rows: list[Row], folds: int = 5) -> Iterator[Held]:
    """What is said of each clause by a model that was fitted to the others; whole groups are held out together."""
    shuffled = sorted({row.group for row in rows}, key=lambda name: sha256(name.encode()).hexdigest())
    groups = {group: k % folds for k, group in enumerate(shuffled)}
    known = [row for row in rows if not row.unclear]
    for fold in range(folds):
        names, weights = fit([row for row in known if groups[row.group] != fold])
        held = [row for row in known if groups[row.group] == fold]
        for row, odds in zip(held, _odds(design(held, names[:-1]), weights), strict=True):
            act = 1 + int(odds[1:].argmax())
            said = float(odds[act]) if row.ruled else (1 - odds[0] + odds[act]) / 2
            yield Held(ruled=row.ruled, likelihood=said, right=CLASSES[act] in (row.act, *row.alike),
                       none=row.act == NONE)  # fmt: skip


def counted(held: Iterable[Held], path: Path) -> None:
    """Writes, by the tenths of the likelihood, how many clauses were held out and of how many the act was right."""
    listed = list(held)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["reader", "from", "seen", "right"])
        for reader in ("rule", "none"):
            for tenth in range(10):
                some = [one.right for one in listed if one.ruled == (reader == "rule")
                        and min(9, int(10 * one.likelihood)) == tenth]  # fmt: skip
                writer.writerow([reader, tenth / 10, len(some), sum(some)])


def check(held: Iterable[Held]) -> None:
    """Prints, for some likelihoods, how often such a clause without a rule had the act, and how many were found."""
    listed = [one for one in held if not one.ruled]
    wanted = sum(not one.none for one in listed)
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        some = [one.right for one in listed if one.likelihood >= least]
        share, part = sum(some) / max(1, len(some)), sum(some) / wanted
        print(f"at {least:.1f}: {len(some)} proposals, {share:.2f} of them right, {part:.2f} of {wanted} found")


def apart(names: list[str], weights: np.ndarray, path: Path) -> float:
    """How far the weights of a written table are at most from those of a fit; what is left out of it stands for 0."""
    with path.open(encoding="utf-8", newline="") as table:
        written = {row["feature"]: [float(row[name] or 0) for name in CLASSES] for row in csv.DictReader(table)}
    none = [0.0] * len(CLASSES)
    return max(float(np.abs(np.array(written.get(name, none)) - row).max())
               for name, row in zip(names, weights, strict=True))  # fmt: skip


def main() -> None:
    """Runs what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--compare", action="store_true")
    chosen = parser.parse_args()
    rows = [row for group, marked in texts() for row in rows_of(group, marked)]
    if chosen.write or not chosen.compare:
        held = list(held_out(rows))
        check(held)
    if chosen.write or chosen.compare:
        names, weights = fit([row for row in rows if not row.unclear])
    if chosen.write:
        write(names, weights, TABLE, digest())
        counted(held, COUNTS)
        print(f"{len(rows)} clauses; wrote {TABLE} and {COUNTS}")
    elif chosen.compare and (far := apart(names, weights, TABLE)) > 2 * SLIGHT:
        raise SystemExit(f"{TABLE.name} does not follow from the corpus: a weight is {far:.2f} off; write it anew")


if __name__ == "__main__":
    main()
