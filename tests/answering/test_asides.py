"""What people say around a question changes no answer; what cannot be answered stays refused.

Every question of the tables is asked once more between what a clerk, a chief, a journalist or a
citizen says around it (``wrappers.toml``), and must get the status, set and figures of the plain one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from question_table import CASES, essence
from test_questions import Result, all_kb, report, results

from kb import ask
from kb.answering.bare_bodies import spelled_out
from kb.answering.library import library_of
from kb.answering.padding import trimmed
from kb.answering.phrasing import rephrased
from kb.model import Answer

__all__ = ["all_kb", "results"]  # fixtures

WRAPPERS = tomllib.loads((Path(__file__).parent / "wrappers.toml").read_text(encoding="utf-8"))
#: Of 100 wrapped questions as many must be answered as the plain ones.
SAME_AT_LEAST = 0.98


def told(answer: Answer) -> tuple[object, ...]:
    """What must not change; of refusals the status alone, of passages and choices their clauses."""
    if answer.status == "not_found":
        return (answer.status,)
    if answer.status in ("passages", "ambiguous"):
        return (answer.status, frozenset(answer.clauses))
    return essence(answer)


@pytest.mark.parametrize("register", WRAPPERS)
def test_what_stands_around_a_question_changes_no_answer(
    register: str, results: tuple[Result, ...], kb: object, all_kb: object
) -> None:
    opened = {"plan": kb, "all": all_kb}
    wrappers = WRAPPERS[register]
    changed, asked, leaked = [], 0, []
    for number, result in enumerate(results):
        if result.answer is None or number % 3:  # a third of the questions for each register
            continue
        wrapped = wrappers[number // 3 % len(wrappers)].replace("{q}", result.question.rstrip("？?。！!"))
        answer = ask(opened[result.case.kb], wrapped)
        asked += 1
        if told(answer) != told(result.answer):
            changed.append(f"{wrapped}: {answer.status} ({answer.reading})")
            if result.answer.status == "not_found":
                leaked.append(wrapped)
    assert not leaked, report(leaked)
    assert asked and len(changed) <= (1 - SAME_AT_LEAST) * asked, report(changed)


def test_every_register_has_its_own_words() -> None:
    assert all(len(set(wrappers)) >= 12 for wrappers in WRAPPERS.values())
    assert len(CASES) > 100


@pytest.mark.parametrize(
    ("piece", "left"),
    [
        ("麻烦帮我查一下市能源局有哪些任务来着", "市能源局有哪些任务"),
        ("领导让我查市财政局的任务", "市财政局的任务"),
        ("把市能源局的任务列一下发我", "市能源局的任务"),
        ("市能源局的任务逐条列一下", "市能源局的任务"),
        ("帮忙捋一捋", ""),
        # near misses: what looks like padding and asks or names something
        ("统计局有哪些任务", "统计局有哪些任务"),
        ("第三部分讲了什么", "第三部分讲了什么"),
        ("方案怎么说的", "方案怎么说的"),
        ("要求市能源局做什么", "要求市能源局做什么"),
        ("谁来抓建筑垃圾", "谁来抓建筑垃圾"),
    ],
)
def test_padding_is_taken_off_the_edges(piece: str, left: str) -> None:
    assert trimmed(piece).text == left


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("非化石能源消费比重历年的目标值", "非化石能源消费比重目标值"),
        ("2030年的目标数", "2030年的目标"),
        ("进展什么时候报市委市政府", "进展什么时候向市委市政府报告"),
        ("市财政局管不管绿色金融", "市财政局管绿色金融吗"),
        ("到底有没有任务", "有哪些任务"),
        # near misses
        ("目标数据从哪来", "目标数据从哪来"),
        ("参加培训的有谁", "参加培训的有谁"),
        ("有没有核电方面的任务", "有没有核电方面的任务"),
    ],
)
def test_roundabout_words_are_put_in_usual_ones(asked: str, meant: str) -> None:
    assert rephrased(asked) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("发改和财政都负责的任务", "发改部门和财政部门都负责的任务"),
        ("发改跟工信两家一起承担的", "发改部门跟工信部门一起承担的"),
        ("财政负责什么", "财政部门负责什么"),
        ("有能源但没有发改的任务", "有能源部门但没有发改部门的任务"),
        # near misses: fields, and names of bodies with 和
        ("能源的任务有哪些", "能源的任务有哪些"),
        ("交通运输领域的目标", "交通运输领域的目标"),
        ("教育牵头单位是谁", "教育牵头单位是谁"),
        ("市规划和自然资源局负责什么", "市规划和自然资源局负责什么"),
    ],
)
def test_a_field_is_a_body_where_it_does_what_bodies_do(asked: str, meant: str, kb: object) -> None:
    assert spelled_out(asked, library_of(kb)) == meant
