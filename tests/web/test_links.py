"""What a terminal is told to type, a browser is led to; and no page is longer than a browser shows."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bench import Running, running

from detente.web.links import links

HREF = re.compile(r'<a href="(/d/[^"]+)">')


@pytest.mark.parametrize(
    ("command", "place", "given"),
    [
        ("why {file} security_aid", "ask/why", {"ask": ["security_aid"]}),
        ("equilibria {file} --full", "ask/equilibria", {"full": ["yes"]}),
        ("whatif {file} --grant loan=half,border=yes", "ask/whatif", {"grant": ["loan=half,border=yes"]}),
        ("interview {file}", "interview", {}),
        ("brief {file}", "brief", {}),
    ],
)
@pytest.mark.parametrize("name", ["river", "the upper river", "l'Amour \"2\" & <Rhône>", "a?b#c"])
def test_a_command_is_an_address(name: str, command: str, place: str, given: dict[str, list[str]]) -> None:
    led = links(name)
    assert led is not None
    to, told = led("detente " + command.format(file=f"{name}.yaml")) or ("", "")
    path, query = urlsplit(to).path, urlsplit(to).query
    assert re.fullmatch(rf"/d/[^/]+/{place}", path) and parse_qs(query) == given and told


def shown(client: httpx.Client, path: str) -> str:
    """The page once it is worked out."""
    text = client.get(path).text
    while "data-job=" in text:
        text = client.get(unescape(re.findall(r'data-next="([^"]+)"', text)[0])).text
    return text


@pytest.mark.parametrize("command", ["detente forecast check --head", "detente why other.yaml x", "x", "detente"])
def test_what_leads_nowhere_stays_a_command(command: str) -> None:
    led = links("river")
    assert led is not None and led(command) is None and links("") is None


def test_every_link_of_a_page_is_answered(bench: Running) -> None:
    """The pages name no command of this dialogue any more, and what they name instead is there."""
    with bench.client(accept="text/html") as client:
        seen = set()
        for page in ("brief", "ask/paths", "ask/leverage", "ask/interview", "ask/watch", "ask/equilibria"):
            text = shown(client, f"/d/us-pakistan-2010/{page}")
            article = text.partition("<article")[2]
            assert "<code>detente " not in article, page
            seen |= {unescape(place) for place in HREF.findall(article)}
        kinds = {urlsplit(place).path.rpartition("/")[2]: place for place in seen}
        assert {"why", "interview"} <= set(kinds)
        assert {client.get(place).status_code for place in kinds.values()} == {200}


WIDE = """
parties: {{a: {{name: Aland}}, b: {{name: Bland}}}}
options: {{{options}}}
status_quo: {{x0: no}}
priorities: {{a: [not x0], b: [not x1]}}
"""


def test_no_page_is_longer_than_a_browser_shows(tmp_path: Path) -> None:
    """Of 2^14 states most are stable for want of a wish: the page lists the first, the whole page not all."""
    options = ", ".join(f"x{n}: {{by: {'ab'[n % 2]}, text: Pier {n}}}" for n in range(14))
    (tmp_path / "wide.yaml").write_text(WIDE.format(options=options).replace("{x0: no}", "{" + ", ".join(
        f"x{n}: no" for n in range(14)) + "}"), "utf-8")  # fmt: skip
    with running(tmp_path, size=1) as bench, bench.client(accept="text/html") as client:
        short = shown(client, "/d/wide/ask/equilibria")
        whole = shown(client, "/d/wide/ask/equilibria?full=yes")
    assert "full=yes" in short and short.count("<tr") <= 62
    assert short.count("<tr") <= whole.count("<tr") <= 1002
