"""The page “Was it right?”: the back-tests of all shipped dialogues, worked out while the site is built."""

from __future__ import annotations

INTRODUCTION = """\
# Was it right?

What the shipped dialogues gave to questions that later years have answered, worked out while this page was made: the
failures first. **Who writes a file after the event cannot forget it: cases and questions that are chosen in hindsight
flatter.** How it is scored stands under [Back-test](../analyses/backtest.md); only
[sealed forecasts](../how-to/forecasts.md) would be proof.

```sh
detente backtest --shelf
```

"""


def page() -> str:
    """Markdown: the introduction, and the page of the shelf's back-tests as the program prints it."""
    from detente.analyses.shelf import shelf, shipped
    from detente.report.pages.shelf import view
    from detente.report.renderers import markdown

    tested = shipped()
    made = markdown.render(view(tested, shelf(tested)))
    return INTRODUCTION + made.replace("# ", "## ", 1)
