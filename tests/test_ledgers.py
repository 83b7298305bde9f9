"""Ledgers of a short plan of our own, every expected cell read off its text."""

from __future__ import annotations

import pytest
from factories import write_corpus
from ledger_plan import PLAN

from kb.errors import InvalidQuery, NotFound
from kb.indexing.build import build
from kb.indexing.knowledge_base import open_knowledge_base
from kb.ledgers import brief, deadline_rows, general_rows, indicator_rows, task_rows
from kb.ledgers.targets import years
from kb.ledgers.tasks import beginning
from kb.model import Filters


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
