"""Cleaning: what is undone, what is kept, and that every character still points at its source."""

from __future__ import annotations

import pytest
from page_layout import printed

from kb.cleaning import clean

# (as published, as cleaned)
ROWS = [
    # letter-spaced words
    ("加 快 建 设 绿 色 工 厂", "加快建设绿色工厂"),
    ("反恐怖 融资义务", "反恐怖融资义务"),
    ("总　　理　　李　明", "总理李明"),
    ("标　　题：", "标题："),
    ("到 2025 年，新增 30 万千瓦", "到2025年，新增30万千瓦"),
    ("实现 5G 网络全覆盖", "实现5G网络全覆盖"),
    ("推广 “光储直柔” 技术", "推广“光储直柔”技术"),
    ("〔 2021 〕第 3 号", "〔2021〕第3号"),
    # blanks that say something
    ("第一条 为规范管理", "第一条 为规范管理"),
    ("第三章   总则", "第三章 总则"),
    ("省长　李明华", "省长 李明华"),
    ("市财政局 市工信局", "市财政局 市工信局"),
    ("Public  domain", "Public domain"),
    ("2. 5G网络建设", "2. 5G网络建设"),
    ("能源产能    万吨    100    约束性", "能源产能 万吨 100 约束性"),
    # stars of bold print, also inside a number or a word; one star is the text's own
    ("四 **、** 加强监管", "四、加强监管"),
    ("**（三** **）提升** **创新** **水平。** 推进建设", "（三）提升创新水平。推进建设"),
    ("**总则**", "总则"),
    ("** **", ""),
    ("注*：含私人桩", "注*：含私人桩"),
    # full width
    ("１．ＣＣＵＳ占比２５％以上", "1.CCUS占比25%以上"),
    ("甲，乙；丙：（丁）！戊？己～庚", "甲，乙；丙：（丁）！戊？己～庚"),
    ("⼀、⾏动⽅案", "一、行动方案"),
    # numerals
    ("到20 25年达到1 0%", "到2025年达到10%"),
    ("到2 0 3 0 年", "到2030年"),
    ("2020 2025 增长", "2020 2025增长"),
    # other characters
    ("«条例»", "《条例》"),
    ("\ufeff一、总\u200b则", "一、总则"),
    ("总\x00则", "总则"),
    ("甲&nbsp;乙&ldquo;丙&rdquo;", "甲乙“丙”"),
    ("缺�字", "缺�字"),
    # page marks, leaders
    ("甲事项。\n- 3 -\n乙事项。", "甲事项。\n乙事项。"),
    ("甲事项。\n— 12 —\n乙事项。", "甲事项。\n乙事项。"),
    ("甲事项。\n第3页 共20页\n乙事项。", "甲事项。\n乙事项。"),
    ("甲事项。\n3\n\f乙事项。", "甲事项。\n乙事项。"),
    ("甲事项。\n3\n乙事项。", "甲事项。\n3\n乙事项。"),
    ("第一章 总则……12", "第一章 总则"),
    ("第一章 总则........- 12 -", "第一章 总则"),
    ("他说：不急……", "他说：不急……"),
    # paragraphs
    ("　　一、总则\n\n\n　　正文。\n", "一、总则\n正文。"),
    ("市能源局、\n市工信局负责", "市能源局、市工信局负责"),
    ("（责任单位：市发展改\n革委）", "（责任单位：市发展改革委）"),
    ("“十三五”规划\n、纲要等", "“十三五”规划、纲要等"),
    # a measure broken over two lines of a box that is set to a width of its own
    (
        "推进干线公路支线建设，其中甲支线40公里、乙支线35公\n里",
        "推进干线公路支线建设，其中甲支线40公里、乙支线35公里",
    ),
    (
        "推进河道治理和堤防加固，规划期内新增保护人口250 万\n人。",
        "推进河道治理和堤防加固，规划期内新增保护人口250万人。",
    ),
    (
        "推进河道治理和堤防加固，规划期内的重点项目数达到35\n万元产值能耗",
        "推进河道治理和堤防加固，规划期内的重点项目数达到35\n万元产值能耗",
    ),
    ("35\n公里", "35\n公里"),
    ("第十届\n一、加快建设\n（一）总体要求", "第十届\n一、加快建设\n（一）总体要求"),
    ("", ""),
    (" \n\t\n", ""),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_clean(text, expected):
    assert clean(text).text == expected


PARAGRAPHS = [
    "第一节 推进园区循环化改造",
    "以提升资源产出率为目标，推动园区企业循环式生产、产业循环式组合，促进废物综合利用、能量梯级利用、"
    "水资源循环使用，推进工业余压余热、废气废液废渣资源化利用，积极推广集中供气供热。到2025年，"
    "园区全部实施循环化改造，主要资源产出率提高20%以上。",
    "第二节 健全资源循环利用体系",
    "完善废旧物资回收网络，推行“互联网+”回收模式，实现再生资源应收尽收。加强再生资源综合利用行业规范管理，"
    "促进产业集聚发展。高水平建设现代化“城市矿产”基地，推动再生资源规范化、规模化、清洁化利用。",
    "——到2030年，主要再生资源循环利用量达到5亿吨，固废综合利用量达到45亿吨左右。",
]


@pytest.mark.parametrize("columns", [48, 56, 60])
@pytest.mark.parametrize("lines_per_page", [3, 4, 5, 40])
def test_lines_broken_by_a_page_layout_are_joined(columns, lines_per_page):
    text = printed(PARAGRAPHS, columns, lines_per_page)
    assert clean(text).text.split("\n") == PARAGRAPHS


def test_paragraphs_of_one_line_each_are_not_joined():
    paragraph = "统筹推进园区循环化改造，" * 9 + "取得实效。"
    lines = [
        "一、总体要求",
        "指导思想",
        paragraph,
        "推进重点区域协同发展并完善体制机制",
        paragraph,
        paragraph,
    ]
    assert clean("\n".join(lines)).text.split("\n") == lines


def test_a_box_title_repeated_on_the_next_page_is_dropped():
    text = "专栏1 重点项目\n甲项目。\n- 1 -\n\f专栏1 重点项目\n乙项目。\n"
    assert clean(text).text == "专栏1重点项目\n甲项目。\n乙项目。"


def test_spans_point_at_the_source():
    text = "　　到 20 25 年，占比达到１ ８％&nbsp;以上。"
    cleaned = clean(text)
    assert cleaned.text == "到2025年，占比达到18%以上。"
    start = cleaned.text.index("2025年")
    span = cleaned.span(start, start + 5)
    assert text[span.start : span.end] == "20 25 年"
    start = cleaned.text.index("18%")
    span = cleaned.span(start, start + 3)
    assert text[span.start : span.end] == "１ ８％"
    assert cleaned.index(text.index("占")) == cleaned.text.index("占")
    assert cleaned.index(len(text)) == len(cleaned.text)


def test_within_keeps_the_document_s_offsets():
    text = "一、甲 事\n二、乙 事\n三、丙"
    cleaned = clean(text)
    part = cleaned.within(text.index("二"), text.index("三"))
    assert part.text == "二、乙事\n"
    span = part.span(2, 4)
    assert text[span.start : span.end] == "乙 事"
    assert part.span(9, 9).start == text.index("三")
    assert cleaned.within(0, 0).text == ""
