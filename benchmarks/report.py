"""The report: seconds for the HTML once the analysis is done, and the size of every format."""

from __future__ import annotations

from time import perf_counter

from detente.analyses.brief import brief
from detente.formats import load
from detente.report.brief.annex import annexed
from detente.report.brief.page import view
from detente.report.renderers import html, rendered

TALKS = "us-pakistan-2010"
LIMIT_SECONDS, LIMIT_BYTES = 3.0, 1_000_000


def main() -> None:
    """Print the figures; fail beyond the limits."""
    dialogue = load(TALKS)
    start = perf_counter()
    result = brief(dialogue)
    print(f"report: analysis of {TALKS} {perf_counter() - start:.2f} s")
    start = perf_counter()
    page = html.render(annexed(dialogue, result, view(dialogue, result)))
    seconds, size = perf_counter() - start, len(page.encode())
    print(f"report: html {seconds:.2f} s after the analysis (limit {LIMIT_SECONDS:.0f}), {size / 1000:,.0f} kB")
    for suffix in (".pdf", ".docx", ".xlsx", ".md", ".tex"):
        start = perf_counter()
        document = annexed(dialogue, result, view(dialogue, result), levels=suffix == ".xlsx")
        made = rendered(document, suffix)
        print(f"report: {suffix[1:]} {perf_counter() - start:.2f} s, {len(made) / 1000:,.0f} kB")
    assert seconds <= LIMIT_SECONDS, f"{seconds:.2f} s"
    assert size <= LIMIT_BYTES, f"{size:,} bytes"


if __name__ == "__main__":
    main()
