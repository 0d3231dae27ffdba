"""How scores, calibration and the parts of a score are shown: what back-tests and sealed forecasts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analyses.backtest import Standings
from detente.methods.forecasts.scores import Band, Parts, Scores
from detente.report import wording
from detente.report.document import Bar, Cell, Column, Paragraph, Rows, Section, Table
from detente.report.language import _, _n, figure


def number(score: float | None) -> str:
    """A score in two decimals; a dash where nothing was scored."""
    return "–" if score is None else figure(score, 2)


def compared(tables: Mapping[str, Mapping[str, Scores]]) -> Table:
    """By title of a table and name of a forecaster its scores, one under the other."""
    columns = (
        Column(kind="subject"), Column(kind="number", title=_("questions")), Column(kind="number", title=_("Brier")),
        Column(kind="number", title=_("log")),
    )  # fmt: skip
    groups = (
        Rows(title=title, rows=tuple(_row(name, found) for name, found in rows.items()))
        for title, rows in tables.items()
    )
    return Table(columns=columns, groups=tuple(groups))


def rivals(found: Standings) -> dict[str, Scores]:
    """What was given and the two rivals, each by its name."""
    return {
        _("what was given"): found.given,
        _("“nothing changes”"): found.stays,
        _("“all that was promised is done”"): found.done,
    }


def _row(name: str, found: Scores) -> tuple[Cell, ...]:
    return (name,), (figure(found.count),), (number(found.brier),), (number(found.log),)


def meant() -> Paragraph:
    """What the two scores are."""
    told = _(
        "Brier: the mean squared distance between the chance and what came, 0 at best, 0.25 for one who always says "
        "50 %. Log: the mean of −ln of the chance given to what came, chances cut to 1–99 %; 0.69 for 50 %, 4.61 for "
        "a certainty that fails."
    )
    return Paragraph(text=(told,), role="note")


def calibrated(bands: Sequence[Band], found: Parts | None) -> Section:
    """How often what was given a chance came, band by band, with counts; and what the score is made of."""
    columns = (
        Column(kind="subject", title=_("chance given")),
        Column(kind="number", title=_("came")),
        Column(kind="bar"),
        Column(kind="number", title=_("came, %")),
        Column(kind="number", title=_("given, %")),
    )
    table = Table(columns=columns, groups=(Rows(rows=tuple(_band(band) for band in bands)),))
    parts = (Paragraph(text=(_parts(found),)),) if found else ()
    return Section(
        id="calibration", label=_("Calibration"), finding=_("How often it came, by the chance that was given"),
        blocks=(table, *parts) if bands else (),
    )  # fmt: skip


def _band(band: Band) -> tuple[Cell, ...]:
    share = band.came / band.count
    return (
        (wording.likelihood((band.low + band.high) / 2),), (f"{band.came}/{band.count}",),
        Bar(share, band.low, band.high), (wording.hundredths(share),), (wording.hundredths(band.mean),),
    )  # fmt: skip


def _parts(found: Parts) -> str:
    return _(
        "Murphy’s parts of the Brier score: reliability {reliability} (how far the bands lie from what came; 0 is "
        "best), less resolution {resolution} (how far the bands tell cases apart), plus uncertainty {uncertainty} (how "
        "hard the questions were), plus {within} for chances that differ within a band.",
        reliability=number(found.reliability), resolution=number(found.resolution),
        uncertainty=number(found.uncertainty), within=number(found.within),
    )  # fmt: skip


def questions(count: int) -> str:
    """So many questions."""
    return _n("{n} question", "{n} questions", count)
