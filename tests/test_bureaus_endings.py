"""Where a body's name ends in running text: its last character may open another word."""

from __future__ import annotations

import pytest
from test_bureaus_resolve import KNOWN

from kb.tagging.bureaus.endings import anew_words, goes_on, goes_on_words, no_body_words
from kb.tagging.bureaus.names import canonical
from kb.tagging.bureaus.resolve import find_bodies

#: No body is named in these, whatever their characters spell.
NONE = [
    "碳达峰行动方案有哪些任务",
    "住房管理办法由谁制定",
    "政务服务办事大厅在哪里",
    "银行间市场怎么发展",
    "银行业金融机构支持什么",
    "人行道改造多少公里",
    "统计局部数据的要求",
    "市场监管局限性是什么",
    "铁路局面如何",
    "公安局域网建设",
    "气象局地暴雨预警",
    "能源委托管理的项目",
    "财政部署会议",
    "公安部队建设",
    "工业和信息化部件目录",
    "生态环境部分任务",
    "教育部属高校",
    "供销社区服务",
    "派出所有事项",
    "大数据中心城区布局",
    "太原海关注重点",
    "市政府采购政策",
    "市政府投资项目",
    "市政府债券规模",
    "新型能源系统怎么建设",
    "综合能源系统有哪些",
    "市产业布局怎么优化",
    "全市工作部署",
    "市空间格局",
]

#: The same characters where the name does end and another word begins.
NAMED = [
    ("市能源局部署了哪些工作", "市能源局"),
    ("市财政局限期完成哪些任务", "市财政局"),
    ("教育局限额以上的任务", "教育局"),
    ("市住建局面向企业的任务", "市住建局"),
    ("市能源局面临哪些任务", "市能源局"),
    ("交通运输局促进什么", "交通运输局"),
    ("市数据局限时办结什么", "市数据局"),
    ("应急管理局部署了什么", "应急管理局"),
    ("市商务局内部有哪些任务", "市商务局"),
    ("人民银行间接调控什么", "人民银行"),
    ("人民银行业务有哪些", "人民银行"),
    ("人民银行为企业做什么", "人民银行"),
    ("国网晋中供电公司法务任务", "国网晋中供电公司"),
    ("国网晋中供电公司机构改革", "国网晋中供电公司"),
    ("宣传部分管哪些任务", "宣传部"),
    ("市财政局长负责什么", "市财政局"),
    ("能源系统负责什么", "能源系统"),
    ("国家金融监管局晋中分局限额管理", "国家金融监管局晋中分局"),
]


@pytest.mark.parametrize("question", NONE)
def test_no_body_is_read_into_another_word(question: str) -> None:
    assert [mention.text for mention in find_bodies(question, KNOWN)] == []


@pytest.mark.parametrize(("question", "name"), NAMED)
def test_a_name_ends_before_another_word(question: str, name: str) -> None:
    assert [m.text for m in find_bodies(question, KNOWN) if m.resolution.status == "one"] == [name]


@pytest.mark.parametrize("name", ["市产业布局", "市工作部署", "市能源局内部", "县域空间格局", "省农村干部"])
def test_a_word_that_ends_like_a_body_is_none(name: str) -> None:
    assert canonical(name, "山西省晋中市") is None


@pytest.mark.parametrize("name", ["市信访督办局", "市西部开发办", "市委组织部", "市干部学院"])
def test_names_that_hold_such_a_word_are_bodies(name: str) -> None:
    assert canonical(name, "山西省晋中市") is not None


def test_the_longest_word_decides() -> None:
    for text, end, expected in (("统计局部", 3, True), ("统计局部署", 3, False), ("统计局", 3, False)):
        assert goes_on(text, 0, end) is expected, text


def test_every_word_that_leaves_a_name_whole_lies_beside_one_that_does_not() -> None:
    for ending, words in anew_words().items():
        shorter = goes_on_words()[ending]
        idle = {word for word in words if not any(word.startswith(short) for short in shorter)}
        assert not idle, (ending, idle)
    assert len(set(no_body_words())) == len(no_body_words())
