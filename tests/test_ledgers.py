"""Ledgers of a short plan of our own, every expected cell read off its text."""

from __future__ import annotations

import pytest
from factories import write_corpus
from ledger_plan import PLAN

from kb.cleaning import clean
from kb.errors import InvalidQuery, NotFound
from kb.indexing.build import build
from kb.indexing.knowledge_base import open_knowledge_base
from kb.ledgers import brief, deadline_rows, general_rows, indicator_rows, task_rows
from kb.ledgers import due_statements as due
from kb.ledgers.due_statements import clause_statements
from kb.ledgers.targets import years
from kb.ledgers.tasks import beginning
from kb.model import Document, Filters
from kb.segmenting import segment
from kb.tagging.targets import tag_targets


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("ledgers")
    build([write_corpus(folder / "corpus", works=PLAN)], folder / "kb", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


SOON = ["到2027年"]
#: number, path, task, lead, joint, cooperating, open list, deadlines, figures
TASKS = [
    (
        1,
        "2.1.1",
        "扩大光伏装机规模",
        ["市能源局"],
        [],
        ["市财政局", "市自然资源局"],
        False,
        ["到2027年"],
        ["320"],
    ),
    (2, "2.1.2", "改造供热管网", [], ["市住建局", "市城市管理局"], [], True, ["到2030年"], ["5"]),
    (3, "2.2.3", "推广节水器具，更换老旧水表", [], ["市水利局"], [], False, [], []),
    (3, "2.2.3", "开展节水宣传，普及节水知识", [], ["市教育局", "市水利局"], [], False, [], []),
    (4, "2.2.4", "=SUM(A1:A9)是示例文字，应当按文字保留", [], ["市统计局"], [], False, [], []),
]


def test_tasks_are_the_lists_of_the_plan(plan):
    found = [
        (
            row.number,
            row.clause.path,
            row.task,
            list(row.lead),
            list(row.joint),
            list(row.cooperating),
            row.open_list,
            list(row.deadlines),
            [target.value for target in row.targets],
        )
        for row in task_rows(plan)
    ]
    assert found == TASKS


def test_a_task_quotes_its_measure_alone(plan):
    text = plan.documents()[0].text
    first, second = [row.quote for row in task_rows(plan) if row.clause.path == "2.2.3"]
    assert first.quote == "3.推广节水器具，更换老旧水表。（市水利局负责）"
    assert second.quote == "开展节水宣传，普及节水知识。（市教育局、市水利局按职责分工负责）"
    assert all(text[quote.start : quote.end] == quote.quote for quote in (first, second))


FILTERED = [
    (Filters(bureaus=("市水利局",)), [(1, "2.2.3"), (1, "2.2.3")]),
    (Filters(bureaus=("市教育局",)), [(1, "2.2.3")]),
    (Filters(bureaus=("市能源局", "市统计局")), [(1, "2.1.1"), (2, "2.2.4")]),
    (Filters(years=(2027,)), [(1, "2.1.1")]),
    (Filters(bureaus=("市统计局",), years=(2027,)), []),
    (Filters(documents=("works",)), [(row[0], row[1]) for row in TASKS]),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERED, ids=[str(row[0]) for row in FILTERED])
def test_filters_are_those_of_a_search(plan, filters, expected):
    assert [(row.number, row.clause.path) for row in task_rows(plan, filters)] == expected


def test_groups_of_bodies_have_no_task_but_are_not_lost(plan):
    (row,) = general_rows(plan)
    assert row.clause.path == "3"
    assert row.bodies == ("各县（区、市）人民政府",)
    assert row.quote.quote.startswith("各县（区、市）人民政府要加强组织领导")


def test_an_indicator_is_one_row_with_its_years(plan):
    rows = {row.indicator: row for row in indicator_rows(plan)}
    assert list(rows) == ["光伏发电装机", "森林覆盖率", "供热管网热损失"]
    solar = rows["光伏发电装机"]
    assert [(year, t.comparator, t.value) for year, t in solar.values] == [
        (2027, "=", "320"),
        (2030, ">=", "500"),
    ]
    assert (solar.unit, len(solar.targets)) == ("万千瓦", 3)  # 320 is stated twice
    assert [clause.path for clause in solar.clauses] == ["1", "2.1.1"]
    assert solar.bodies == ("市能源局", "市财政局", "市自然资源局")
    assert rows["森林覆盖率"].commitments == ("力争",)
    loss = rows["供热管网热损失"]
    assert (loss.change, loss.baseline_year, loss.value(2030).value) == ("decrease", 2020, "5")
    assert years(tuple(rows.values())) == (2027, 2030)


def test_a_year_keeps_its_own_values(plan):
    (solar,) = indicator_rows(plan, Filters(years=(2027,)))
    assert [year for year, _ in solar.values] == [2027]


def test_every_statement_stands_in_exactly_one_row(plan):
    placed = [t for row in indicator_rows(plan) for t in row.targets]
    everything = [t for t in plan.targets() if t.kind in ("target", "qualitative")]
    assert sorted(placed, key=lambda t: t.start) == sorted(everything, key=lambda t: t.start)


def test_recurring_duties_come_before_dates(plan):
    rows = deadline_rows(plan)
    assert [(row.recurring, row.target.deadline) for row in rows] == [
        (True, "每年12月底前"),
        (False, "到2027年"),
        (False, "到2027年"),
        (False, "到2030年"),
        (False, "到2030年"),
        (False, "到2030年"),
    ]
    assert rows[0].target.recipient == "市人民政府"


def test_a_brief_is_the_bodys_part_of_the_ledgers(plan):
    water = brief(plan, "水利局")  # an alias
    assert (water.name, water.count) == ("市水利局", 1)
    assert [task.partners for task in water.tasks] == [(), ("市教育局",)]
    assert dict(water.partners) == {"市教育局": 1}
    assert brief(plan, "市财政局").roles == (("cooperating", 1),)
    assert [row.indicator for row in brief(plan, "市能源局").targets] == ["光伏发电装机"]


@pytest.mark.parametrize(("name", "error"), [("", InvalidQuery), ("外星事务局", NotFound)])
def test_a_brief_needs_a_body_that_is_known(plan, name, error):
    with pytest.raises(error):
        brief(plan, name)


def test_a_body_not_in_the_documents_asked_for_has_no_brief(plan):
    with pytest.raises(NotFound):
        brief(plan, "市能源局", region="河北省")


NAMES = [
    ("扩大规模。到2027年。", "扩大规模"),
    ("扩大\n规模；其他", "扩大 规模"),
    ("长" * 60, "长" * 39 + "…"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_clause_without_heading_is_named_by_its_beginning(text, name):
    assert beginning(text) == name


# --- the first plan: totals are those that answers give -----------------------------------------


def test_totals_agree_with_answers(kb):
    from kb.answering import ask

    assert {row.clause.id for row in task_rows(kb)} == set(ask(kb, "一共多少项任务").clauses)
    assert sum(len(row.targets) for row in indicator_rows(kb)) == ask(kb, "有哪些量化目标").count
    bodies = [body for body in kb.bodies() if body.kind == "body"]
    assert len(bodies) > 20
    for body in bodies:
        filters = Filters(bureaus=(body.name,))
        answered = ask(kb, f"哪些任务由{body.name}负责")
        assert {row.clause.id for row in task_rows(kb, filters)} == set(answered.clauses), body.name
        assert brief(kb, body.name).count == answered.count, body.name


#: text, and of each term that no figure carries: year, term, what is due
DUE = [
    ("到2025年，力争建成全国重要的特种钢材基地。", [(2025, "到2025年", "力争建成全国重要的特种钢材基地")]),
    (
        "到2027年，完善氢能产业链，增强竞争力。",
        [(2027, "到2027年", "完善氢能产业链，增强竞争力")],
    ),
    ("“十五五”期间，湿地保护取得新成效。", [(2030, "“十五五”期间", "湿地保护取得新成效")]),
    # A figure carries the first term, nothing the second.
    (
        "到2025年，固废利用率达到60%，到2030年，固废利用率显著提升。",
        [(2030, "到2030年", "固废利用率显著提升")],
    ),
    (
        "2026年、2027年，优化营商环境。",
        [(2026, "2026年", "优化营商环境"), (2027, "2027年", "优化营商环境")],
    ),
    (
        "各县在2026年底前健全体系，压实责任。",
        [(2026, "在2026年底前", "各县在2026年底前健全体系，压实责任")],
    ),
    ("每年组织一批专家下乡，开展服务。", [(None, "每年", "组织一批专家下乡，开展服务")]),
    ("力争3年内，产业生态更加完善。", [(None, "力争3年内", "产业生态更加完善")]),
    # A parenthesis with a term tells of the sentence before it.
    ("推广自助办税设备。（6月底前完成，市税务局牵头）", [(2024, "6月底前", "推广自助办税设备")]),
    # Near misses: the past, a base year, names, titles, spans of days, what a figure carries.
    ("到2025年，森林覆盖率达到25%，生态持续改善。", []),
    ("2022年，城乡面貌焕然一新，群众满意。", []),
    ("较2020年大幅下降，持续向好。", []),
    ("落实《到2027年行动计划》，加强宣传。", []),
    ("“十五五”时期是加快转型的关键时期，要抓住机遇。", []),
    ("稳妥推进2030年前碳达峰工作，加强统筹。", []),
    ("自2025年1月1日至2026年12月31日，暂停收费。", []),
    ("自2026年1月1日起施行，由市能源局解释。", []),
    ("加强2026年度预算管理，厉行节约。", []),
]


@pytest.mark.parametrize(("text", "expected"), DUE, ids=[row[0][:16] for row in DUE])
def test_a_term_without_a_figure_is_due_as_well(text, expected):
    document = Document(id="plan", title="", text=text, date="2024-03")
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    rows = tag_targets(document, clauses, cleaned)
    found = [t for c in clauses for t in clause_statements(document, c, rows, 2024)]
    assert [(t.year, t.deadline, t.indicator) for t in found] == expected
    for target in found:
        assert text[target.value_span.start : target.value_span.end] == target.deadline
        assert target.start <= target.value_span.start < target.value_span.end <= target.end


UNMEASURED = """一、发展目标
到2028年，全市氢能产业生态基本形成。到2030年，光伏发电装机达到500万千瓦以上。
二、重点任务
1.完善充电网络。到2029年，充换电网络体系更加健全。到2030年，车网互动更加普遍。（市能源局负责）
"""


@pytest.fixture(scope="module")
def unmeasured(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("unmeasured")
    build([write_corpus(folder / "corpus", works=UNMEASURED)], folder / "kb", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["到2028年", "到2029年", "到2030年", "到2030年"]),
        (Filters(years=(2030,)), ["到2030年", "到2030年"]),
        (Filters(bureaus=("市能源局",)), ["到2029年", "到2030年"]),
        (Filters(bureaus=("市能源局",), years=(2030,)), ["到2030年"]),
    ],
    ids=["all", "year", "body", "both"],
)
def test_deadlines_without_figures_meet_the_filters(unmeasured, filters, expected):
    rows = deadline_rows(unmeasured, filters)
    assert [row.target.deadline for row in rows] == expected
    assert all(row.target.deadline in row.quote.quote for row in rows)


def test_a_deadline_without_figure_names_its_bodies(unmeasured):
    row, _ = deadline_rows(unmeasured, Filters(bureaus=("市能源局",)))
    assert row.bodies == ("市能源局",)
    assert row.quote.quote == "到2029年，充换电网络体系更加健全。"


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory):
    """Every sentence of ``DUE`` as a clause, and some whose term a row of figures carries in part."""
    folder = tmp_path_factory.mktemp("terms")
    lines = [
        *(sentence for sentence, _ in DUE),
        "到2026年，装机达到20万千瓦，2027、2028年稳步扩大，到2029年基本成形。",
        "到2 0 2 6 年，供热能力达到30万千瓦；第三季度前，完成选址。每周，通报进展。",
    ]
    text = "".join(f"{at}.{line}\n" for at, line in enumerate(lines, 1))
    build([write_corpus(folder / "corpus", works=f"一、重点任务\n{text}")], folder / "kb", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


@pytest.mark.parametrize("shelf", ["terms", "unmeasured", "plan"])
def test_no_term_is_lost_by_reading_fewer_clauses(request, shelf):
    kb = request.getfixturevalue(shelf)
    every = [
        target
        for document in kb.documents()
        for clause in kb.clauses(document.id)
        for target in clause_statements(document, clause, kb.targets(clause=clause.id), due.year_of(document))
    ]
    listed = list(due.due_statements(kb, Filters()))
    assert set(listed) == set(every)
    assert len(listed) == len(every)
    assert listed or shelf == "plan"
    assert [t.start for t in listed] == sorted(t.start for t in listed)
