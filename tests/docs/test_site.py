"""The site: it is built strictly, complete, whole in itself, and every link in it leads somewhere."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

import blocks
import detente
import pages
from detente.cli.app import GROUPS
from detente.engine.concepts import CONCEPTS
from detente.report.figures import FIGURES
from detente.workbench import ANALYSES

ROOT = Path(__file__).parents[2]
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "object": "data"}


class Page(HTMLParser):
    """What a page loads, where it leads and where one can go in it."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.ids, self.frames = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag in ("a", "area") and given.get("href"):
            self.links.append(given["href"])
        if given.get("srcdoc"):
            self.frames.append(Page(given["srcdoc"]))
        loaded = given.get(LOADED.get(tag, ""))
        if loaded and given.get("rel") != "canonical":
            self.loads.append(loaded)
        self.loads += [part.split()[0] for part in (given.get("srcset") or "").split(",") if part.strip()]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The built site: path of each page -> its parts."""
    pytest.importorskip("mkdocs")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)  # aborts at the first warning
    config.plugins.on_shutdown()
    return {path.relative_to(folder): Page(path.read_text("utf-8")) for path in folder.rglob("*.html")} | {None: folder}


def _pages(site):
    return {path: page for path, page in site.items() if path is not None}


def test_every_written_page_is_in_the_navigation(site):
    home = next(page for path, page in site.items() if path == Path("index.html"))
    there = {urldefrag(link)[0] for link in home.links}
    written = {str(Path(page).with_suffix(".html")) for page in blocks.written() if page != "README.md"}
    made = {str(Path(page).with_suffix(".html")) for page in pages.MADE}
    assert written | made <= there


def test_every_link_leads_somewhere(site):
    dead = []
    for path, page in _pages(site).items():
        if path == Path("404.html"):
            continue
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, anchor = urldefrag(unquote(link))
            to = Path(*_normal((path.parent / target).parts)) if target else path
            if not (site[None] / to).exists() or (anchor and to in site and anchor not in site[to].ids):
                dead.append(f"{path}: {link}")
    assert not dead


def _normal(parts):
    done = []
    for part in parts:
        if part == "..":
            done.pop()
        elif part != ".":
            done.append(part)
    return done


def test_nothing_is_loaded_from_elsewhere(site):
    for path, page in _pages(site).items():
        for one in (page, *page.frames):
            outside = [what for what in one.loads if re.match(r"(?:[a-z]+:)?//", what)]
            assert not outside, f"{path}: {outside}"


def test_styles_load_nothing_from_elsewhere(site):
    for style in site[None].rglob("*.css"):
        outside = re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^)'\"]+)", style.read_text("utf-8"))
        assert not outside, style


# ---- complete --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ANALYSES, ids=lambda row: row.name)
def test_every_analysis_has_its_page(row):
    text = (ROOT / "docs/analyses" / f"{row.name}.md").read_text("utf-8")
    assert f"detente {row.name}" in text
    assert "## Limits" in text or "**Limits.**" in text or "leaves out" in text
    assert "river" in text or "us-pakistan-2010" in text or "shipped dialogue" in text


def test_analyses_pages_are_those_of_the_program():
    there = {page.stem for page in (ROOT / "docs/analyses").glob("*.md")}
    assert there - {"fallback"} == {row.name for row in ANALYSES}


@pytest.mark.parametrize("name", [*(row.name for row in CONCEPTS), "sim", "lean"])
def test_every_concept_has_its_page(name):
    text = (ROOT / "docs/concepts" / f"{name}.md").read_text("utf-8")
    for part in ("**Definition.**", "**Source.**", "## Run", "## Limits"):
        assert part in text
    assert any(block.language in ("python", "sh") for block in blocks.blocks(text))


@pytest.mark.parametrize("row", CONCEPTS, ids=lambda row: row.name)
def test_a_concept_names_the_source_that_the_program_names(row):
    text = " ".join((ROOT / "docs/concepts" / f"{row.name}.md").read_text("utf-8").split())
    for source in row.source.split("; "):
        name, year = source.split()[0].rstrip(","), re.findall(r"\d{4}", source)[0]
        assert name in text and year in text


def test_the_architecture_page_names_every_room():
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    source = ROOT / "src/detente"
    rooms = {path.parent.name for path in source.glob("*/__init__.py")}
    rooms |= {path.stem for path in source.glob("*.py") if not path.stem.startswith("__")}
    assert rooms and all(f"`{room}`" in text for room in rooms)


def test_commands_fields_names_and_figures_are_on_the_made_pages(site):
    ids = {path: page.ids for path, page in _pages(site).items()}
    assert {name for _, names in GROUPS for name in names} <= ids[Path("reference/commands.html")]
    assert {"circumstance", "option", "statement", "round"} <= ids[Path("reference/fields.html")]
    homes = {f"{detente._homes()[name]}.{name}" for name in detente.__all__}
    homes |= {"detente.analyses.equilibria.Equilibria", "detente.analyses.brief.Brief"}  # what a question answers with
    assert homes <= ids[Path("reference/python.html")]
    assert {path.stem for path in (site[None] / "gallery").glob("*.png")} == set(FIGURES)


def test_the_gallery_shows_the_first_page_of_every_shipped_dialogue(site):
    folder = site[None] / "gallery/first"
    assert {path.stem for path in folder.glob("*.png")} == set(detente.examples())
    assert len({path.read_bytes() for path in folder.glob("*.png")}) == len(detente.examples())
    shown = [what for what in dict(_pages(site))[Path("gallery.html")].loads if "gallery/first/" in what]
    assert [Path(what).stem for what in shown] == list(detente.examples())


CITED = re.compile(r"\b([A-Z][\w’'-]+)(?:, [A-Z]\w+)*(?:,? (?:&|and) \w+)*,? (1[89]\d\d|20[0-2]\d)\b")


def test_who_is_cited_is_in_the_bibliography():
    listed = (ROOT / "docs/bibliography.md").read_text("utf-8")
    entries = [" ".join(entry.split()) for entry in listed.split("\n- ")[1:]]
    others = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December", "In"}  # fmt: skip
    folders = [*(ROOT / "docs/analyses").glob("*.md"), *(ROOT / "docs/concepts").glob("*.md")]
    missing = []
    for page in folders:
        text = " ".join(blocks.FENCE.sub("", page.read_text("utf-8")).split())
        for name, year in CITED.findall(text):
            if name not in others and not any(entry.startswith(name) and year in entry for entry in entries):
                missing.append(f"{page.stem}: {name} {year}")
    assert not missing


# ---- the notebook ----------------------------------------------------------------------------------------------------

NOTEBOOK = ROOT / "docs/tutorial/notebook.ipynb"


def test_the_notebook_is_kept_without_outputs():
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)


def test_the_notebook_runs_and_shows_pages_with_figures():
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    frames = [Page(output.data["text/html"]).frames[0] for output in outputs if "text/html" in output.get("data", {})]
    assert len(frames) >= 5
    assert not any(frame.loads for frame in frames)
    figures = {name for frame in frames for name in frame.ids if name.startswith("f-")}
    assert figures >= {"f-outlook", "f-alignment"}
    for output in outputs:
        if "text/html" in output.get("data", {}):
            assert "fields: " in output.data["text/plain"]


# ---- in a browser ----------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_opened_from_disk_pages_are_silent_and_fit(site, browser, width):
    page, said, asked = browser.new_page(viewport={"width": width, "height": 900}), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in _pages(site):
        if path.parts[0] in ("index.html", "analyses", "tutorial", "reference", "gallery.html"):
            page.goto((site[None] / path).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert not [words for words in said if "sandbox" not in words]  # what a frame without scripts may say of itself
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))]
    page.close()


@pytest.mark.browser
def test_search_finds_in_a_site_opened_from_disk(site, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site[None] / "index.html").as_uri())
    asked = page.locator("input.md-search__input")
    asked.click()
    page.locator(".md-search-result__meta", has_text="Type to start").wait_for(timeout=30_000)  # the index is read
    asked.press_sequentially("parade")  # a word of one page
    page.locator(".md-search-result__item", has_text="Lean: answers").first.wait_for(timeout=30_000)
    page.close()
