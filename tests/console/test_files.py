"""The console's files: what they call exists, what they say is said in every language, and who reads them can."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.openapi.documents import MODES, committed

FILES: Final = Path(__file__).parents[2] / "entrypoints" / "console" / "files"
SCRIPTS: Final = sorted(FILES.rglob("*.js"))
WORDS: Final = {path.stem: path for path in sorted((FILES / "words").glob("*.js"))}
LONGEST: Final = 200
REFUSALS: Final = {
    each for mode in MODES for each in re.findall("/problems/([a-z-]+)", committed(mode).read_text(encoding="utf-8"))
}
_KEY: Final = re.compile(r'^  (?:"([^"]+)"|(\w+)):\s', re.MULTILINE)


def calls() -> dict[str, str]:
    text = (FILES / "kernel" / "calls.js").read_text(encoding="utf-8")
    table = text[text.index("CALLS = Object.freeze({") : text.index("});")]
    return dict(re.findall(r'^  (\w+): "([A-Z]+ \S+)",$', table, re.MULTILINE))


def documented() -> set[str]:
    found = {"GET /"}  # for whoever comes without a document
    for mode in MODES:
        paths = json.loads(committed(mode).read_text(encoding="utf-8"))["paths"]
        for path, methods in paths.items():
            found |= {f"{method.upper()} {re.sub('{[a-z_]+}', '{}', path)}" for method in methods}
    return found


@pytest.mark.parametrize("name", calls())
def test_a_call_is_documented(name: str) -> None:
    assert re.sub(r"{\w+}", "{}", calls()[name]) in documented()


def test_no_call_is_there_twice_and_each_is_made_somewhere() -> None:
    named = calls()
    said = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS if path.name != "calls.js")
    assert len(named) > 50
    assert len(set(named.values())) == len(named)
    assert [name for name in named if f'"{name}"' not in said] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(FILES).as_posix())
def test_a_script_knows_no_path_and_writes_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.name == "calls.js" or "/api/" not in text
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://(?!www\.w3\.org/)",
            text,
        )
        == []
    )


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in (*SCRIPTS, *sorted(FILES.rglob("*.css")))
        if path.parent.name != "words" and path.name != "console.css"
    ],
    ids=lambda path: path.relative_to(FILES).as_posix(),
)
def test_a_file_is_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def keys(path: Path) -> list[str]:
    return [quoted or plain for quoted, plain in _KEY.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("language", WORDS)
def test_every_language_says_the_same(language: str) -> None:
    own, english = keys(WORDS[language]), set(keys(WORDS["en"]))
    assert len(own) == len(set(own))
    assert english - set(own) == set()
    beside = set(own) - english
    assert beside == (set(keys(WORDS["de"])) - english if language != "en" else set())
    assert {each.removeprefix("problem.") for each in beside} <= REFUSALS, "English is what the API says itself"


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_the_same_gaps_to_fill(language: str) -> None:
    gaps = {}
    for name, path in (("en", WORDS["en"]), (language, WORDS[language])):
        text = path.read_text(encoding="utf-8")
        starts = list(_KEY.finditer(text))
        ends = [each.start() for each in starts[1:]] + [len(text)]
        gaps[name] = {
            each[1] or each[2]: set(re.findall(r"{(\w+)}", text[each.end() : end]))
            for each, end in zip(starts, ends, strict=False)
        }
    assert {key: found for key, found in gaps[language].items() if found != gaps["en"].get(key, set())} == {}


def test_what_is_said_is_in_the_words_and_all_of_them_are_said() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS if path.parent.name != "words")
    known = keys(WORDS["en"])
    asked = set(re.findall(r'\bt\(\s*"([^"]+)"', said))
    made = set(re.findall(r"`([\w.-]+\.)\$\{", said))
    assert sorted(asked - set(known)) == []
    assert [key for key in known if f'"{key}"' not in said and not any(key.startswith(each) for each in made)] == []


def test_every_picture_of_every_page_is_shown_in_the_readme() -> None:
    root = FILES.parents[2]
    shown = re.findall(r"tests/browser/pictures/([\w-]+\.png)", (root / "README.md").read_text(encoding="utf-8"))
    taken = [path.name for path in (root / "tests" / "browser" / "pictures").glob("*.png")]
    assert sorted(shown) == sorted(taken)
    assert len(taken) == 60
