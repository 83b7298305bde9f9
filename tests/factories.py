"""Objects of the model for tests: each row names what it is about, the rest is filled in."""

from __future__ import annotations

from pathlib import Path

from kb.model import Assignment, Clause, Document, Role, SectorTag, Span, Target


def document(id: str = "plan", text: str = "", **fields: str) -> Document:
    """A document of 山西省晋中市 whose title is its id."""
    return Document(**{"id": id, "title": f"{id}实施方案", "text": text, "region": "山西省晋中市", **fields})


def clause(
    path: str, start: int, end: int, *, document: str = "plan", order: int = 0, heading: str = ""
) -> Clause:
    """A clause whose level is the depth of its path; ``0`` is a preamble."""
    return Clause(
        id=f"{document}/{path}",
        document=document,
        path=path,
        number=path,
        heading=heading,
        trail=(),
        level=0 if path.endswith("0") else path.count(".") + 1,
        start=start,
        end=end,
        label=Span(start, start),
        heading_span=Span(start, start),
        sentences=(Span(start, end),),
        order=order,
    )


def assignment(
    path: str, bureau: str, *, role: Role = "joint", document: str = "plan", region: str = "山西省晋中市"
) -> Assignment:
    """A clause makes ``bureau`` responsible, printed as it is."""
    return Assignment(
        clause=f"{document}/{path}",
        path=path,
        document=document,
        bureau=bureau,
        region=region,
        kind="body",
        surface=bureau,
        role=role,
        position=1,
        source="list",
        open_list=False,
        start=0,
        end=len(bureau),
        governs=Span(0, 0),
        list_span=Span(0, len(bureau)),
    )


def target(path: str, indicator: str, value: str, unit: str, year: int | None, **fields: object) -> Target:
    """A row of the ledger."""
    return Target(
        **{
            "clause": f"plan/{path}",
            "path": path,
            "document": "plan",
            "indicator": indicator,
            "comparator": "=",
            "value": value,
            "unit": unit,
            "kind": "target",
            "start": 0,
            "end": 1,
            "value_span": Span(0, 1),
            "year": year,
            **fields,
        }
    )


def sector(path: str, parent: str, sector: str, *, document: str = "plan") -> SectorTag:
    """A clause belongs to a sector."""
    return SectorTag(f"{document}/{path}", path, document, sector, parent, 0, 1, "words")


#: Our own sentences in the shape of a city's plan: two sections, three tasks, one figure.
ENERGY_PLAN = """一、总体要求
坚持先立后破，稳妥有序推进能源转型。
二、重点任务
（一）发展清洁能源
1.扩大光伏装机规模。到2027年，光伏发电装机达到320万千瓦。（市能源局、市自然资源局等按职责分工负责）
2.改造老旧供热管网。分年度完成城区管网更新，减少输配损失。（市城市管理局负责）
（二）推广节能建筑
3.新建公共建筑执行绿色建筑标准，鼓励使用本地产建材。（市住建局牵头，市财政局配合）
"""

WATER_PLAN = """一、保护水源
（一）划定饮用水水源保护区，拆除一级保护区内的违法建筑。（市生态环境局、市水利局按职责分工负责）
（二）到2028年，城镇污水处理率达到97%以上。（市住建局负责）
"""


def write_corpus(folder: Path, **documents: str) -> Path:
    """A corpus folder with one text file and one row of the manifest per document."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(
            f'[[document]]\nid = "{name}"\nfile = "{name}.txt"\ntitle = "晋中市{name}实施方案"\n'
            'issuer = "晋中市人民政府"\ndate = "2024-12"\nregion = "山西省晋中市"\n'
        )
    (folder / "manifest.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder
