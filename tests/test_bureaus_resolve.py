"""A user's word for a body, in a command or inside a question, among the bodies that are known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.tagging.bureaus.names import Body, canonical
from kb.tagging.bureaus.resolve import find_bodies, resolve

REGION = "山西省晋中市"
PRINTED = [
    "市发展改革委", "市能源局", "市工信局", "市规划和自然资源局", "国网晋中供电公司", "市应急局", "市财政局",
    "市生态环境局", "市商务局", "市城管局", "市住建局", "市交通运输局", "市市场监管局", "市数据局",
    "中国铁路太原局", "公路局晋中分局", "市委宣传部", "市教育局", "市税务局", "人行晋中市分行",
    "国家金融监管局晋中分局", "市机关事务管理局", "市邮政管理局", "各县（区、市）人民政府", "各有关部门",
]  # fmt: skip


def bodies(names: Sequence[str], region: str) -> list[Body]:
    found = [canonical(name, region) for name in names]
    return [body for body in found if body is not None]


KNOWN = bodies(PRINTED, REGION)

ONE = [
    ("市发改委", "市发展改革委"),
    ("发展和改革委员会", "市发展改革委"),
    ("发改部门", "市发展改革委"),
    ("晋中市发改委", "市发展改革委"),
    ("晋中能源局", "市能源局"),
    ("我市能源局", "市能源局"),
    ("能源局", "市能源局"),
    ("城管局", "市城管局"),
    ("城市管理局", "市城管局"),
    ("行政执法局", "市城管局"),
    ("工信部门", "市工信局"),
    ("工业和信息化局", "市工信局"),
    ("经信局", "市工信局"),
    ("电力公司", "国网晋中供电公司"),
    ("供电公司", "国网晋中供电公司"),
    ("人民银行", "人民银行晋中市分行"),
    ("人行", "人民银行晋中市分行"),
    ("环保局", "市生态环境局"),
    ("市环保局", "市生态环境局"),
    ("国土局", "市规划和自然资源局"),
    ("自然资源局", "市规划和自然资源局"),
    ("铁路局", "中国铁路太原局"),
    ("公路局", "公路局晋中分局"),
    ("银保监局", "国家金融监管总局晋中监管分局"),
    ("大数据局", "市数据局"),
    ("工商局", "市市场监管局"),
    ("宣传部", "市委宣传部"),
    ("市宣传部", "市委宣传部"),
    ("国税局", "市税务局"),
    ("各县区政府", "各县（区、市）人民政府"),
    ("晋中供电局", "国网晋中供电公司"),
    ("国网晋中市供电公司", "国网晋中供电公司"),
    ("太原铁路局", "中国铁路太原局"),
]

NONE = [
    "市卫健委",  # well-formed, but not in this plan
    "省能源局",  # another level
    "国家能源局",
    "太原市能源局",  # another place
    "介休市能源局",
    "教育部",  # 部 is not 局
    "教育厅",
    "市大数据中心",
    "马铃薯局",
    "国网大同供电公司",  # the same office of another place
    "介休供电公司",
    "济南铁路局",
    "国网山西省电力公司",
    "人民银行太原市分行",
    "省监管局",
    "水利和湖泊局",
    "部门",
    "你好",
    "",
]


@pytest.mark.parametrize(("word", "name"), ONE)
def test_a_word_that_means_one_body(word: str, name: str) -> None:
    resolution = resolve(word, KNOWN)
    assert (resolution.status, [body.name for body in resolution.bodies]) == ("one", [name])


@pytest.mark.parametrize("word", NONE)
def test_a_word_that_means_none_of_them(word: str) -> None:
    assert resolve(word, KNOWN).status == "none"


def test_every_known_body_answers_to_its_own_name() -> None:
    for body in KNOWN:
        assert resolve(body.name, KNOWN).bodies == (body,)


def test_two_levels_of_one_office_are_a_choice() -> None:
    known = [*KNOWN, *bodies(["省能源局"], REGION), *bodies(["国家能源局"], "")]
    assert resolve("能源局", known).status == "many"
    assert [body.name for body in resolve("省能源局", known).bodies] == ["省能源局"]
    assert [body.name for body in resolve("市能源局", known).bodies] == ["市能源局"]


def test_two_cities_with_the_same_office_are_a_choice() -> None:
    known = [*KNOWN, *bodies(["市能源局"], "山西省太原市")]
    assert resolve("市能源局", known).status == "many"
    assert [body.region for body in resolve("太原市能源局", known).bodies] == ["山西省太原市"]
    assert [body.region for body in resolve("晋中市能源局", known).bodies] == [REGION]


def test_a_second_name_finds_the_office() -> None:
    known = bodies(["省市场监管局（知识产权局）"], "湖南省")
    assert resolve("省知识产权局", known).status == "one"


def test_an_old_name_that_is_known_means_itself() -> None:
    known = bodies(["市环保局", "市生态环境局"], REGION)
    assert [body.name for body in resolve("市环保局", known).bodies] == ["市环保局"]


def test_an_ending_alone_means_all_that_end_so() -> None:
    assert [body.name for body in resolve("监管局", KNOWN).bodies] == [
        "市市场监管局",
        "国家金融监管总局晋中监管分局",
    ]
    assert [body.name for body in resolve("管理局", KNOWN).bodies] == ["市机关事务管理局", "市邮政管理局"]
    assert resolve("管委会", KNOWN).status == "none"


LOCAL = bodies(
    ["市水利和湖泊局", "市城市管理执法委员会", "市机关事务服务中心", "国网宜昌供电公司"], "湖北省宜昌市"
)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("水利局", "市水利和湖泊局"),
        ("市水利局", "市水利和湖泊局"),
        ("水利和湖泊局", "市水利和湖泊局"),
        ("宜昌市水利和湖泊局", "市水利和湖泊局"),
        ("水利部门", "市水利和湖泊局"),
        ("城管局", "市城管执法委"),
        ("城管部门", "市城管执法委"),
        ("机关事务服务中心", "市机关事务服务中心"),
        ("宜昌供电公司", "国网宜昌供电公司"),
    ],
)
def test_a_local_office_answers_to_common_words(word: str, name: str) -> None:
    assert [body.name for body in resolve(word, LOCAL).bodies] == [name]


@pytest.mark.parametrize("word", ["机关事务管理局", "水利部", "省水利厅", "襄阳市水利局"])
def test_a_local_office_is_no_other(word: str) -> None:
    assert resolve(word, LOCAL).status == "none"


#: (question, [(words, status)])
QUESTIONS = [
    ("哪些任务由市能源局负责", [("市能源局", "one")]),
    ("市财政局负责氢能吗", [("市财政局", "one")]),
    ("请问晋中市发展和改革委员会牵头哪些任务", [("晋中市发展和改革委员会", "one")]),
    ("问晋中市能源局", [("晋中市能源局", "one")]),
    ("由市工信局、市商务局共同负责的任务", [("市工信局", "one"), ("市商务局", "one")]),
    ("电力公司和人民银行的任务", [("电力公司", "one"), ("人民银行", "one")]),
    ("发改部门与城管局一起做什么", [("发改部门", "one"), ("城管局", "one")]),
    ("环保局管什么？", [("环保局", "one")]),
    ("我市能源局负责的任务", [("我市能源局", "one")]),
    ("太原市能源局负责什么", [("太原市能源局", "none")]),
    ("介休市能源局负责什么", [("介休市能源局", "none")]),
    ("市卫健委负责哪些工作", [("市卫健委", "none")]),
    ("马铃薯局负责什么", [("马铃薯局", "none")]),
    ("省生态环境厅规定的标准", [("省生态环境厅", "none")]),
    ("国网晋中供电公司的任务", [("国网晋中供电公司", "one")]),
    ("哪些任务由国网晋中供电公司负责", [("国网晋中供电公司", "one")]),
    ("各县（区、市）人民政府要做什么", [("各县（区、市）人民政府", "one")]),
    ("请列出市能源局的任务", [("市能源局", "one")]),
    ("有市住建局但没有市城管局的任务", [("市住建局", "one"), ("市城管局", "one")]),
    ("责任单位里既有市财政局又有市能源局", [("市财政局", "one"), ("市能源局", "one")]),
    ("方案里市能源局做什么", [("市能源局", "one")]),
    ("方案里省司法厅负责什么", [("省司法厅", "none")]),
    ("由湖南省工信厅牵头的工作", [("湖南省工信厅", "none")]),
    ("去年市能源局做了什么", [("市能源局", "one")]),
    ("巴中市能源局负责什么", [("巴中市能源局", "none")]),
    ("汉中市财政局有哪些任务", [("汉中市财政局", "none")]),
    ("国网大同供电公司负责什么", [("国网大同供电公司", "none")]),
    ("监管局负责什么？", [("监管局", "many")]),
    ("市监管局有哪些任务", [("市监管局", "many")]),
    ("管理局有哪些任务", [("管理局", "many")]),
    ("能源和财政局共同做什么", [("财政局", "one")]),
    # no body is named
    ("哪个部门任务最多", []),
    ("市有哪些部门负责煤炭", []),
    ("全市有多少家企业", []),
    ("消防安全有哪些任务", []),
    ("大数据中心能耗要求", []),
    ("到2030年非化石能源消费比重是多少", []),
    ("介休市要做什么", []),
    ("有关部门要做什么", []),
    ("如何加强市场监管", []),
    ("各分局的办公地址", []),
    ("", []),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_bodies_inside_a_question(question: str, expected: list[tuple[str, str]]) -> None:
    mentions = find_bodies(question, KNOWN)
    assert [(mention.text, mention.resolution.status) for mention in mentions] == expected
    for mention in mentions:
        assert question[mention.start : mention.end] == mention.text


def test_a_very_long_question_is_read_at_its_beginning() -> None:
    mentions = find_bodies("市能源局负责什么" + "市的局" * 30000, KNOWN)
    assert mentions[0].text == "市能源局"
