"""The envelope: what is printed around a document's provisions, each part at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.reading.corpus import read_corpus
from kb.reading.dates import read_date
from kb.reading.envelope import Envelope, Part, read_envelope
from kb.reading.places import region_guessed, region_in_title, region_named
from kb.reading.splitting import split_documents
from kb.titles import covered_title, issuer_in_title, looks_like_title, same_title, title_number

SHARED = Path(__file__).parents[2] / "shared" / "policies"

NOTICE = """甲市人民政府办公室关于印发《甲市
节水行动方案》的通知
甲政办发〔2024〕12号

各县（市、区）人民政府，市直各部门、各单位：
　　《甲市节水行动方案》已经市政府同意，现印发给你们，请认真贯彻执行。此前印发的甲政办发〔2019〕3号同时废止。

附件：1．节水指标分解表
2．重点项目清单

甲市人民政府办公室
2024年5月6日
（此件公开发布）

甲市节水行动方案

　　为落实《乙省节水条例》（乙政发〔2020〕8号），制定本方案。
一、总体要求
坚持节水优先。
二、附则
本方案自印发之日起施行。
抄送：市委各部门，市人大常委会办公室。
甲市人民政府办公室　　　　2024年5月8日印发
"""


def text_of(part: Part | None) -> str:
    return part.text if part else ""


def test_a_covering_notice_with_its_plan() -> None:
    envelope = read_envelope(NOTICE)
    assert text_of(envelope.title) == "甲市人民政府办公室关于印发《甲市节水行动方案》的通知"
    assert text_of(envelope.plan_title) == "甲市节水行动方案"
    assert text_of(envelope.issuer) == "甲市人民政府办公室"
    assert text_of(envelope.number) == "甲政办发〔2024〕12号"
    assert text_of(envelope.date) == "2024-05-06"
    assert text_of(envelope.addressees) == "各县（市、区）人民政府，市直各部门、各单位"
    assert [part.text for part in envelope.attachments] == ["节水指标分解表", "重点项目清单"]
    assert [part.text[:2] for part in envelope.footers] == ["（此", "抄送", "甲市"]
    assert envelope.covering is not None
    assert envelope.plan_title is not None
    assert envelope.covering.start == 0
    assert envelope.covering.end == envelope.plan_title.span.start
    assert NOTICE[envelope.covering.end :].startswith("甲市节水行动方案\n")


def test_a_notice_and_its_plan_are_one_document() -> None:
    assert split_documents(NOTICE) == ((0, len(NOTICE)),)


HEADS = [
    # title, issuer, own number, date
    (
        "甲市人民政府文件\n甲政发〔2024〕1号\n甲市人民政府\n关于加强节水工作的意见\n各县人民政府：\n现提出意见。\n",
        ("甲市人民政府关于加强节水工作的意见", "甲市人民政府", "甲政发〔2024〕1号", ""),
    ),
    (
        "甲市水利局\n2024年12月\n根据《方案》（乙政发〔2022〕29号）制定本方案。\n一、目标\n",
        ("", "甲市水利局", "", "2024-12"),
    ),
    (
        "中共甲市委办公室　甲市人民政府办公室\n关于深化水价改革的实施意见\n（2023年7月1日）\n一、目标\n",
        (
            "中共甲市委办公室 甲市人民政府办公室关于深化水价改革的实施意见",
            "中共甲市委办公室 甲市人民政府办公室",
            "",
            "2023-07-01",
        ),
    ),
    (
        "甲省国民经济和社会发展第十四个五年规划\n和2035年远景目标纲要\n第一篇 成就\n",
        ("甲省国民经济和社会发展第十四个五年规划和2035年远景目标纲要", "", "", ""),
    ),
    (
        "# 水库管理条例（国务院令第123号）\n\n中华人民共和国国务院令 第123号 "
        "《水库管理条例》已经通过，现予公布。\n"
        "总理\n2021年1月26日\n**水库管理条例**\n第一章 总则\n",
        ("水库管理条例", "国务院", "国务院令第123号", "2021-01-26"),
    ),
    (
        "索 引 号：\n0001/2024-2\n发文机关：\n国务院办公厅\n成文日期：\n二〇二四年二月三日\n"
        "标　　题：\n国务院办公厅关于节水的意见\n"
        "发文字号：\n国办发〔2024〕9号\n"
        "主 题 词：\n国务院办公厅关于\n节水的意见\n国办发〔2024〕9号\n各省人民政府：\n现提出意见。\n",
        ("国务院办公厅关于节水的意见", "国务院办公厅", "国办发〔2024〕9号", "2024-02-03"),
    ),
    (
        "2024年甲市节水任务分工方案\n发布日期：2024-03-09 14:31浏览次数：\n"
        "为抓好节水，提出分工方案。\n一、任务\n",
        ("2024年甲市节水任务分工方案", "", "", "2024-03-09"),
    ),
    (  # a remark above the title, stars of bold print around it
        "国发〔2024〕9号\n各省人民政府：\n现印发给你们。\n国务院\n2024年5月3日\n（本文有删减）\n"
        "**2024—2025年节水方案**\n为节水，制定本方案。\n**\n一、目标**\n",
        ("2024—2025年节水方案", "国务院", "国发〔2024〕9号", "2024-05-03"),
    ),
    (  # quotes inside the name of a body
        "甲省建设“水网”领导小组办公室关于印发节水方案的通知\n（甲水网办〔2022〕6号）\n省有关单位：\n现印发给你们。\n",
        (
            "甲省建设“水网”领导小组办公室关于印发节水方案的通知",
            "甲省建设“水网”领导小组办公室",
            "甲水网办〔2022〕6号",
            "",
        ),
    ),
    (
        "甲市节水方案（2024—2026年）\n为落实国发〔2021〕23号，制定本方案。\n一、目标\n"
        "甲市人民政府办公厅 2024年１月３日印发\n",
        ("甲市节水方案（2024—2026年）", "甲市人民政府办公厅", "", "2024-01-03"),
    ),
    (
        "为节约用水，制定本方案。\n一、落实《条例》的意见\n（一）目标\n",
        ("", "", "", ""),
    ),
    (
        "各市人民政府，省政府各部门：\n为加快发展，提出以下意见。\n一、总体要求\n",
        ("", "", "", ""),
    ),
    ("", ("", "", "", "")),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_heads(text: str, expected: tuple[str, str, str, str]) -> None:
    envelope = read_envelope(text)
    parts = (envelope.title, envelope.issuer, envelope.number, envelope.date)
    assert tuple(text_of(part) for part in parts) == expected


def test_a_sentence_is_no_label_block() -> None:
    envelope = read_envelope("标题：一个好方案\n正文第一段讲述情况。\n")
    assert envelope.metadata == {}
    assert envelope.metadata_span is None


def spans(envelope: Envelope) -> list[tuple[int, int]]:
    single = (
        envelope.title,
        envelope.plan_title,
        envelope.issuer,
        envelope.number,
        envelope.date,
        envelope.addressees,
    )
    parts = [*(p for p in single if p), *envelope.attachments, *envelope.footers, *envelope.metadata.values()]
    return [(part.span.start, part.span.end) for part in parts]


@given(st.text(alphabet="甲市人民政府关于印发《方案》的通知〔2024〕1号年月日附件：。，\n 　*#", max_size=120))
def test_any_text_has_an_envelope_within_it(text: str) -> None:
    envelope = read_envelope(text)
    assert all(0 <= start < end <= len(text) for start, end in spans(envelope))
    parts = split_documents(text)
    assert "".join(text[start:end] for start, end in parts) == text


SPLITS = [
    ("甲市关于节水的意见\n一、目标\n甲市人民政府办公室2024年1月3日印发\n附件1\n指标分解方案\n", 1),
    ("甲市关于节水的意见\n一、目标\n甲市人民政府办公室2024年1月3日印发\n乙市关于造林的意见\n一、目标\n", 2),
    ("# 甲 | 乙 |  | 丙\n正文一。\n# 丁 | 戊 |  | 己\n正文二。\n", 2),
    ("甲政发〔2024〕1号\n正文引用。\n乙政发〔2020〕8号\n", 1),  # a cited number on its own line
    ("", 1),
]


@pytest.mark.parametrize(("text", "count"), SPLITS)
def test_a_second_document_is_certain_or_none(text: str, count: int) -> None:
    assert len(split_documents(text)) == count


TITLES = [
    ("甲市人民政府关于加强节水工作的通知", True),
    ("甲市节水行动方案（2024—2026年）", True),
    ("“无废城市”建设试点工作方案", True),
    ("一、工作方案", False),
    ("（一）行动计划", False),
    ("各县人民政府，各部门：", False),
    ("为贯彻落实规划，制定本方案", False),
    ("现提出如下意见。", False),
    ("第一章 规划", False),
    ("晋中市发展和改革委员会", False),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_what_looks_like_a_title(text: str, expected: bool) -> None:
    assert looks_like_title(text) is expected


def test_what_a_title_says() -> None:
    assert issuer_in_title("甲市人民政府办公室关于印发《方案》的通知") == "甲市人民政府办公室"
    assert issuer_in_title("甲市节水行动方案") == ""
    assert covered_title("甲市关于印发《甲市节水行动方案》的通知") == "甲市节水行动方案"
    assert (
        covered_title("国务院办公厅关于印发“无废城市”建设试点工作方案的通知") == "“无废城市”建设试点工作方案"
    )
    assert covered_title("甲市关于加强节水工作的通知") == ""
    assert title_number("水库条例（国务院令第123号）") == ("水库条例", "国务院令第123号")
    assert title_number("节水方案（试行）") == ("节水方案（试行）", "")
    assert same_title("民政部关于清理社团意见", "关于清理社团的意见")
    assert not same_title("甲市节水方案", "乙市节水方案")


DATES = [
    ("2019年01月27日", "2019-01-27"),
    ("2021 年4月15日", "2021-04-15"),
    ("２０１９年１月３日", "2019-01-03"),
    ("二〇〇五年七月十四日", "2005-07-14"),
    ("一九九六年二月二十五日", "1996-02-25"),
    ("二○一○年十二月三十一日", "2010-12-31"),
    ("2024年12月", "2024-12"),
    ("2026-02-03", "2026-02-03"),
    ("2019/3/15", "2019-03-15"),
    ("2024年", "2024"),
    ("2024年2月30日", ""),
    ("无日期", ""),
]


@pytest.mark.parametrize(("printed", "date"), DATES)
def test_dates(printed: str, date: str) -> None:
    assert read_date(printed) == date


REGIONS = [
    ("晋中市发展和改革委员会", "山西省晋中市"),
    ("包头市人民政府办公室", "内蒙古自治区包头市"),
    ("阿坝州人民政府", "四川省阿坝藏族羌族自治州"),
    ("寿阳县人民政府", "山西省晋中市寿阳县"),
    ("山西省晋中市榆次区人民政府", "山西省晋中市榆次区"),
    ("北京市经济和信息化局", "北京市"),
    ("中共山西省委办公厅", "山西省"),
    ("广西壮族自治区人民政府", "广西壮族自治区"),
    ("吉林省吉林市人民政府", "吉林省吉林市"),
    ("国务院办公厅", ""),
    ("中国人民银行", ""),
    ("工业和信息化部", ""),
    ("国家发展改革委", ""),
    ("鼓楼区人民政府", ""),  # of 南京, 开封, 徐州 or 福州
    ("市能源局", ""),
]


@pytest.mark.parametrize(("issuer", "region"), REGIONS)
def test_regions_of_issuers(issuer: str, region: str) -> None:
    assert region_named(issuer) == region


def test_regions_of_titles_and_texts() -> None:
    assert region_in_title("数字山东2021行动方案") == "山东省"
    assert region_in_title("国务院关于支持山西省进一步深化改革的意见") == ""
    assert region_in_title("节水行动方案") == ""
    bodies = "（省水利厅、省发展改革委、省财政厅负责）"
    assert region_guessed(f"建设美丽山东，提升山东影响力。{bodies}") == "山东省"
    assert region_guessed(f"学习浙江、江苏、山东、广东经验，提升山东水平。{bodies}") == ""
    assert region_guessed("建设美丽山东，提升山东影响力。") == ""  # no body of a province


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_envelopes_of_real_documents() -> None:
    """Numbers, dates and addressees as the documents' first lines and label blocks print them."""
    known = {d.id: d for d in read_corpus([SHARED]).documents}
    for name, number, date in [
        ("gwy_020", "国办发〔1996〕2号", "1996-02-05"),
        ("gwy_030", "国办函〔2005〕69号", "2005-07-14"),
        ("gwy_050", "国办发〔1997〕11号", "1997-04-08"),
        ("gz_06", "", "2026-01-03"),
        ("gz_15", "国务院令第737号", "2021-01-26"),
        ("mk_01", "包府办发〔2022〕43号", "2022-04-14"),
        ("mk_02", "京经信发〔2022〕87号", "2022-11-21"),
        ("xv_shandong_006", "", "2019-03-15"),
    ]:
        assert (known[name].number, known[name].date) == (number, date), name
    for name, covered in [
        ("mk_01", True),
        ("mk_05", True),
        ("gwy_007", True),
        ("gwy_050", True),
        ("gz_06", False),
    ]:
        assert bool(read_envelope(known[name].text).plan_title) is covered, name
