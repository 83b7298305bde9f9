"""Search within a region: documents of several places in one library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import InvalidQuery
from kb.indexing.build import build
from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.indexing.selection import documents_of_region
from kb.ledgers.measures import documents, governed_targets
from kb.model import Document, Filters
from kb.searching import search
from web import create_app

REGIONS = {"north": "山西省晋中市", "province": "山西省", "south": "江西省赣州市", "nation": ""}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regions")
    rows = []
    for name, region in REGIONS.items():
        text = f"{name}养老服务方案\n一、设施\n到2027年，新建养老服务设施20个，扩建日间照料中心。\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(
            f'[[document]]\nid = "{name}"\nfile = "{name}.txt"\ntitle = "{name}方案"\nregion = "{region}"\n'
        )
    (folder / "manifest.toml").write_text("\n".join(rows), encoding="utf-8")
    build([folder], folder / "kb", progress=False)
    return folder / "kb"


@pytest.fixture(scope="module")
def library(directory: Path) -> Iterator[KnowledgeBase]:
    with open_knowledge_base(directory) as opened:
        yield opened


def found(library: KnowledgeBase, query: str, **filters: tuple[str, ...]) -> set[str]:
    result = search(library, query, mode="fulltext", filters=Filters(**filters), limit=50)
    return {hit.document for hit in result.hits}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("养老服务", {"north", "province", "south", "nation"}),
        ("养老服务 地区:山西", {"north", "province"}),
        ("养老服务 地区:晋中市", {"north"}),
        ("地区：江西省 养老服务", {"south"}),
        ("养老服务 地区:全国", {"nation"}),
        ("养老服务 地区:赣州、全国", {"south", "nation"}),
        ("养老服务 地方:山西 文件:north", {"north"}),
    ],
)
def test_a_region_by_its_name_or_a_part(library: KnowledgeBase, typed: str, expected: set[str]) -> None:
    assert found(library, typed) == expected


def test_a_region_without_documents_is_named(library: KnowledgeBase) -> None:
    with pytest.raises(InvalidQuery, match="没有地区「浙江省」"):
        search(library, "养老 地区:浙江省")
    with pytest.raises(InvalidQuery, match="相近的有：山西省"):
        search(library, "养老 地区:山西市")


def test_one_character_names_no_region() -> None:
    with pytest.raises(InvalidQuery):
        documents_of_region("西", [Document("a", "甲", "", region="山西省")])


def test_facets_count_regions(library: KnowledgeBase) -> None:
    result = search(library, "养老服务设施", mode="fulltext")
    assert set(result.facets["region"]) == {"山西省晋中市", "山西省", "江西省赣州市", "全国"}
    assert sum(result.facets["region"].values()) == result.total


def test_a_library_of_one_region_has_no_such_facet(kb: KnowledgeBase) -> None:
    assert "region" not in search(kb, "光伏", mode="fulltext").facets


def test_reports_cover_the_region_s_documents(library: KnowledgeBase) -> None:
    limits = Filters(regions=("山西",))
    assert [d.id for d in documents(library, limits)] == ["north", "province"]
    assert [t.document for t in governed_targets(library, limits)] == ["north", "province"]


def test_the_page_offers_regions_and_keeps_them_in_its_downloads(directory: Path) -> None:
    client = create_app(directory).test_client()
    page = client.get("/search?q=养老服务设施&mode=fulltext").get_data(as_text=True)
    assert "地区" in page
    limited = client.get("/search.json?q=养老服务设施&mode=fulltext&region=江西省赣州市")
    assert {hit["document"] for hit in limited.get_json()["hits"]} == {"south"}
    export = client.get("/export/search.csv?q=养老服务设施&mode=fulltext&region=江西省赣州市&region=全国")
    text = export.get_data(as_text=True)
    assert "south" in text and "nation" in text
    assert "north" not in text and "province" not in text
