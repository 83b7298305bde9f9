"""Who may import whom: dependencies run one way, and every engine has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: From the ground up; a package imports its own layer and those below.
LAYERS = (
    ("errors", "model", "settings"),
    (
        "cleaning",
        "document_numbers",
        "layout",
        "places",
        "titles",
        "reading",
        "segmenting",
        "tagging",
        "uncollected",
    ),
    ("indexing", "state"),
    ("searching",),
    ("records", "citing"),
    ("answering", "comparing", "drafting", "evaluation", "charts", "ledgers", "quiz", "exporting"),
    ("commands",),
)
#: Engine → the only modules that may import it.
HOMES = {
    "whoosh": ("kb/indexing/postings.py",),
    "sqlalchemy": ("kb/indexing/catalogue.py", "kb/indexing/schema.py", "kb/state.py"),
    "sentence_transformers": ("kb/indexing/embeddings.py",),
    "torch": ("kb/indexing/embeddings.py",),
    "onnx": ("kb/indexing/light_model.py",),
    "onnxruntime": ("kb/indexing/light_runtime.py",),
    "rjieba": ("kb/indexing/tokens.py",),
    "jieba": ("kb/indexing/tokens.py",),
    "flask": ("web/",),
    "click": ("indexer.py", "kb/commands/"),
    "matplotlib": ("kb/charts/",),
    "xlsxwriter": ("kb/exporting/", "kb/quiz/formats/"),
    "genanki": ("kb/quiz/formats/",),
    "ir_measures": ("kb/evaluation.py",),
}


def imports(path: Path) -> Iterator[str]:
    """Absolute names of the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def sources() -> list[Path]:
    return [*sorted((ROOT / "kb").rglob("*.py")), *sorted((ROOT / "web").rglob("*.py")), ROOT / "indexer.py"]


def layer(name: str) -> int | None:
    """The layer of ``kb.<name>…``; ``None`` for the package itself."""
    parts = name.split(".")
    if len(parts) < 2:
        return None
    found = [i for i, names in enumerate(LAYERS) if parts[1] in names]
    assert found, f"{name} stands in no layer: add it to LAYERS"
    return found[0]


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_dependencies_run_one_way(path: Path) -> None:
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    if not own.startswith("kb.") or own == "kb.__init__":
        return
    mine = layer(own)
    assert mine is not None
    above = [n for n in imports(path) if n.startswith("kb.") and (layer(n) or 0) > mine]
    assert not above, f"{own} imports from above: {above}"
    assert not [n for n in imports(path) if n.split(".")[0] in {"web", "indexer"}]


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_engine_stays_at_home(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or relative.startswith(homes), f"{relative} imports {name}"
