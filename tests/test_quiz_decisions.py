"""The life of an item: stable ids, decisions that outlive builds, and reviews when a clause changed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from factories import write_corpus

from indexer import cli
from kb.indexing.build import build
from kb.indexing.knowledge_base import open_knowledge_base
from kb.quiz import Wishes, all_items, make_paper
from kb.quiz.command import rejected_items
from kb.quiz.decisions import decide, reviews, statuses
from kb.state import open_state

PLAN = """一、主要目标
到2027年，光伏发电装机达到320万千瓦，城镇污水处理率达到97%以上。
二、重点任务
（一）发展清洁能源
推进屋顶光伏建设，减少煤炭消费。（市能源局、市财政局按职责分工负责）
（二）改造供热管网
分年度完成城区管网更新。（市城市管理局、市住建局按职责分工负责）
（三）推广绿色建筑
新建公共建筑执行绿色标准。（市住建局、市自然资源局按职责分工负责）
（四）发展公共交通
优化公交线网，更换老旧车辆。（市交通运输局、市公安局按职责分工负责）
"""


@pytest.fixture
def place(tmp_path):
    """Builds the plan, or a changed one, in the same place."""

    def built(text=PLAN):
        folder = tmp_path / "corpus"
        manifest = write_corpus(folder, plan=text) / "manifest.toml"
        manifest.write_text(manifest.read_text().replace("晋中市plan", "晋中市能源"))
        build([folder], tmp_path / "kb", progress=False)
        return tmp_path / "kb"

    return built


def item_on(items, words):
    return next(item for item in items if words in item.stem and item.type == "single_choice")


def test_ids_are_the_same_in_every_build(place):
    with open_knowledge_base(place()) as kb:
        before = {item.id: item for item in all_items(kb)}
    with open_knowledge_base(place(PLAN.replace("推进屋顶光伏建设", "大力推进屋顶光伏建设"))) as kb:
        after = {item.id: item for item in all_items(kb)}
    assert before
    assert set(before) == set(after)


def test_a_changed_figure_keeps_the_id_and_asks_for_a_review(place):
    path = place()
    state = open_state(path)
    with open_knowledge_base(path) as kb:
        item = item_on(all_items(kb), "光伏发电装机达到（　）")
        decide(state, item, "accepted")
        assert statuses(state.quiz_decisions(), all_items(kb)) == {item.id: "accepted"}
        assert reviews(kb, state.quiz_decisions()) == ()
    with open_knowledge_base(place(PLAN.replace("320", "350"))) as kb:
        changed = item_on(all_items(kb), "光伏发电装机达到（　）")
        assert changed.id == item.id
        assert "350万千瓦" in changed.quote
        assert statuses(state.quiz_decisions(), all_items(kb)) == {item.id: "review"}
        assert [review.decision.item for review in reviews(kb, state.quiz_decisions())] == [item.id]
        decide(state, changed, "accepted")
        assert statuses(state.quiz_decisions(), all_items(kb)) == {item.id: "accepted"}
        assert reviews(kb, state.quiz_decisions()) == ()
    state.close()


def test_a_clause_that_went_asks_for_a_review(place):
    path = place()
    state = open_state(path)
    with open_knowledge_base(path) as kb:
        item = item_on(all_items(kb), "发展公共交通")
        decide(state, item, "rejected")
    with open_knowledge_base(place(PLAN.partition("（四）")[0])) as kb:
        (review,) = reviews(kb, state.quiz_decisions())
        assert review.clause is None
    state.close()


def test_rejected_items_are_drawn_no_more(place):
    path = place()
    with open_knowledge_base(path) as kb:
        rejected = make_paper(kb, Wishes(count=3)).items[0]
        state = open_state(path)
        decide(state, rejected, "rejected")
        state.close()
        assert rejected_items(kb, path) == {rejected.id}
        paper = make_paper(kb, Wishes(count=2000), rejected_items(kb, path))
        assert rejected.id not in {item.id for item in paper.items}


def test_the_command(place, tmp_path):
    path = str(place())
    runner = CliRunner()
    run = runner.invoke(cli, ["quiz", "--kb", path, "--count", "4", "--types", "单选", "--json"])
    assert run.exit_code == 0
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row["type"] for row in rows] == ["single_choice"] * 4
    again = runner.invoke(cli, ["quiz", "--kb", path, "--count", "4", "--types", "单选", "--json"])
    assert again.stdout == run.stdout

    printed = runner.invoke(cli, ["quiz", "--kb", path, "--count", "500", "--bureau", "市能源局"])
    assert printed.exit_code == 0
    assert "市能源局" in printed.stdout
    assert "希望出 500 题" in printed.stderr

    file = tmp_path / "paper.docx"
    assert runner.invoke(cli, ["quiz", "--kb", path, "--output", str(file)]).exit_code == 0
    assert file.read_bytes().startswith(b"PK")


MISUSE = [
    (["--types", "选择"], "没有“选择”这种题型"),
    (["--format", "docx"], "--output"),
    (["--bureau", "市博物馆"], "市博物馆"),
    (["--template", "nowhere.txt"], "nowhere.txt"),
    (["--output", "paper.odt"], "paper.odt"),
]


@pytest.mark.parametrize(("arguments", "said"), MISUSE)
def test_wishes_that_cannot_be_understood(place, arguments, said):
    run = CliRunner().invoke(cli, ["quiz", "--kb", str(place()), *arguments])
    assert run.exit_code == 1
    assert said in run.stderr
    assert run.stdout == ""


def test_a_plan_without_tasks_says_so(place):
    path = place("一、指导思想\n坚持绿色发展，统筹推进各项工作。\n")
    run = CliRunner().invoke(cli, ["quiz", "--kb", str(path), "--count", "10"])
    assert run.exit_code == 0
    assert run.stdout.strip() == ""
    assert "没有可以证明的试题" in run.stderr
