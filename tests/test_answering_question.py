"""Questions taken apart: each slot in the ways that people write it, near misses beside it."""

from __future__ import annotations

import pytest
from answering_shelf import made_shelf

from kb.answering.library import Library, contains, library_of
from kb.answering.naming import find_documents
from kb.answering.question import Question, read_question
from kb.answering.slots import find_clause_number, find_figures, find_years


@pytest.fixture(scope="module")
def library() -> Library:
    shelf = made_shelf()
    found = library_of(shelf)
    found.shelf = shelf  # the library itself keeps no knowledge base open
    return found


def read(question: str, library: Library) -> Question:
    return read_question(question, library)


@pytest.mark.parametrize(
    ("question", "asked", "baselines"),
    [
        ("2030年非化石能源消费比重", (2030,), ()),
        ("到二〇三〇年达到多少", (2030,), ()),
        ("“十四五”末的目标", (2025,), ()),
        ("十五五期间的目标", (2030,), ()),
        ("对比一下2025、2030年", (2025, 2030), ()),
        ("能耗比2020年下降多少", (), (2020,)),
        ("到2027年较2024年提高多少", (2027, 2024), ()),
        ("2030年比2025年高多少", (2030, 2025), ()),
        ("装机占比2025年是多少", (2025,), ()),  # 占比 is no comparison
        ("每件补贴2000元吗", (), ()),
        ("新建2035座加氢站吗", (), ()),
    ],
)
def test_years(question: str, asked: tuple[int, ...], baselines: tuple[int, ...]) -> None:
    found = find_years(question)
    assert (found.asked, found.baselines) == (asked, baselines)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("六、（五）讲了什么", "六、（五）"),
        ("第六部分第五点说的是什么", "第六部分五"),
        ("第六部分第（五）项说了什么", "第六部分（五）"),
        ("6.5条规定了什么", "6.5"),
        ("第二部分（一）第2条的内容", "第二部分（一）2"),
        ("第七条说了什么", "第七条"),
        ("第三章第十条", "第三章第十条"),
        ("第（五）条说了什么", "（五）"),
        ("附件第一项是什么", "附件 一、"),
        ("附件中有什么", "附件"),
        ("2.3.3由谁负责", "2.3.3"),
        ("下降2.5个百分点吗", ""),
        ("达到1.5万吨", ""),
        ("一级能效家电补贴多少", ""),
        ("一、二级保护动物", ""),
        ("第三产业占比", ""),
        ("第一批试点", ""),
    ],
)
def test_numbers_of_clauses(question: str, number: str) -> None:
    found = find_clause_number(question)
    assert (found.read_as if found else "") == number


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("是18%吗", [("18", "%", "=")]),
        ("要达到90%以上吗", [("90", "%", ">=")]),
        ("不超过100万元吗", [("100", "万元", "<=")]),
        ("建成250万亩吗", [("250", "万亩", "=")]),
        ("是50所吗", [("50", "所", "=")]),
        ("是1:4000吗", [("1:4000", "", "=")]),
        ("是2-3吗", [("2-3", "", "=")]),
        ("5g基站有多少", []),
    ],
)
def test_figures(question: str, figures: list[tuple[str, str, str]]) -> None:
    assert [(f.value, f.unit, f.comparator) for f in find_figures(question)] == figures


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("《赣州市养老托育服务行动计划》说了什么", ("care",)),
        ("赣州市养老托育服务行动计划说了什么", ("care",)),
        ("养老托育服务行动计划的目标", ("care",)),
        ("养老计划的目标", ("care",)),
        ("赣州计划的目标", ("care",)),
        ("江西的政务数据办法", ("data",)),
        ("赣市府办发〔2025〕12号", ("care",)),
        ("办法一共多少条", ("data",)),
        ("制定工作计划", ()),
        ("公积金管理办法", ()),
    ],
)
def test_documents(question: str, ids: tuple[str, ...], library: Library) -> None:
    assert find_documents(question, library.documents()).ids == ids


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("信丰县要做什么", ["江西省赣州市信丰县"]),
        ("信丰要做什么", ["江西省赣州市信丰县"]),
        ("南昌市的目标", ["江西省南昌市"]),
        ("南昌的目标", ["江西省南昌市"]),
        ("江西省赣州市的目标", ["江西省赣州市"]),
        ("比较赣州和南昌的目标", ["江西省赣州市", "江西省南昌市"]),
        ("各县要做什么", []),
        ("县城怎么建设", []),
        ("园区和社区的任务", []),
    ],
)
def test_places(question: str, regions: list[str], library: Library) -> None:
    assert [p.region for p in read(question, library).places] == regions


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("护理型床位占比要达到多少？", ("护理型床位占比",)),
        ("护理型床位比重要达到多少", ("护理型床位比重",)),  # never 重要
        ("护理型床位占比到2026年达到百分之几", ("护理型床位占比",)),
        ("适老化改造这件事谁来抓？", ("适老化改造",)),
        ("谁来管适老化改造", ("适老化改造",)),
        ("请问适老化改造应控制在多少以内", ("适老化改造",)),
        ("扩大托位供给由谁负责", ("扩大托位供给",)),  # a heading stays whole
        ("单位国内生产总值能耗是多少", ("单位国内生产总值能耗",)),
        ("哪些单位负责适老化改造", ("适老化改造",)),
        ("2026年有哪些目标", ()),
        ("今后要做什么工作", ("今后",)),
    ],
)
def test_the_topic_is_what_remains(question: str, topic: tuple[str, ...], library: Library) -> None:
    assert read(question, library).topic == topic


@pytest.mark.parametrize(
    ("question", "cue", "found"),
    [
        ("怎么规定的", "explain", False),
        ("怎么推进的", "explain", True),
        ("讲了什么", "yes_no", False),
        ("是什么", "yes_no", False),
        ("市民政局负责吗", "yes_no", True),
        ("多大面积算大型场所", "defined", True),
    ],
)
def test_cues(question: str, cue: str, found: bool, library: Library) -> None:
    assert read(question, library).asks(cue) is found


def test_a_receiver_of_reports_is_not_the_body_asked_about(library: Library) -> None:
    assert not read("每年什么时候向市委、市政府汇报？", library).mentions


def test_the_end_of_a_word_is_no_body(library: Library) -> None:
    assert not read("江西省政务数据管理办法第二条", library).mentions
    assert not read("各地区碳达峰行动由谁负责", library).mentions


def test_a_bare_ending_means_the_bodies_that_end_so(library: Library) -> None:
    (mention,) = read("监管局负责什么？", library).mentions
    assert [body.name for body in mention.resolution.bodies] == ["市市场监管局"]


@pytest.mark.parametrize(
    ("text", "phrase", "held"),
    [
        ("非化石能源消费比重", "化石能源", False),
        ("非化石能源和化石能源", "化石能源", True),
        ("非化石能源消费比重", "非化石能源", True),
        ("", "化石能源", False),
    ],
)
def test_a_negation_is_another_thing(text: str, phrase: str, held: bool) -> None:
    assert contains(text, phrase) is held
