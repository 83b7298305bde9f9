"""文号: found in a sentence and read from fields, in clean and in dirty forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document_numbers import find_document_numbers, key, normalise

SHARED = Path(__file__).parents[2] / "shared" / "policies"

FIELDS = [
    ("国发〔2021〕23号", "国发〔2021〕23号"),
    ("晋政发[2009]69号", "晋政发〔2009〕69号"),
    ("晋政办发(2007)18号", "晋政办发〔2007〕18号"),
    ("晋政办发（2007）18号", "晋政办发〔2007〕18号"),
    ("市政发【2020】5号", "市政发〔2020〕5号"),
    ("市政发﹝2020﹞5号", "市政发〔2020〕5号"),
    ("市政发［２０２０］５号", "市政发〔2020〕5号"),
    ("豫政办 〔2018〕42号", "豫政办〔2018〕42号"),
    ("晋政发〔2015〕 56号", "晋政发〔2015〕56号"),
    ("鲁政字〔 2021 〕 023 号", "鲁政字〔2021〕23号"),
    ("国发〔2021〕第23号", "国发〔2021〕23号"),
    ("国发[1996〕2号", "国发〔1996〕2号"),
    ("国发〔96〕2号", "国发〔1996〕2号"),
    ("国发〔二〇二一〕二十三号", "国发〔2021〕23号"),
    ("发文字号：晋政办发〔2021〕1号", "晋政办发〔2021〕1号"),
    ("文号:市能源函〔2022〕7号", "市能源函〔2022〕7号"),
    ("\u200b渝府办发〔2019〕103号", "渝府办发〔2019〕103号"),
    ("（京经信发〔2022〕87号）", "京经信发〔2022〕87号"),
    ("国科发高〔2020〕11号", "国科发高〔2020〕11号"),
    ("发改环资规〔2023〕1号", "发改环资规〔2023〕1号"),
    ("国务院令第748号", "国务院令第748号"),
    ("中华人民共和国国务院令 第737号", "国务院令第737号"),
    ("国务院令（第737号）", "国务院令第737号"),
    ("省政府令 第118号", "省政府令第118号"),
    ("山西省人民政府令第二百四十八号", "山西省人民政府令第248号"),
    ("中国人民银行令〔 2021〕第 3号", "中国人民银行令〔2021〕第3号"),
    ("国家税务总局公告2018年第13号", "国家税务总局公告2018年第13号"),
    ("交通运输部2019年第45号令", "交通运输部令2019年第45号"),
    ("生态环境部2017年第81号", "生态环境部2017年第81号"),
    ("…工作的通知沪科合〔2022〕29号", "沪科合〔2022〕29号"),
    ("省人民政府川府发〔1987〕109号", "川府发〔1987〕109号"),
    ("和政发〔2020〕1号", "和政发〔2020〕1号"),  # 和县: no conjunction
]

NO_FIELDS = [
    "",
    "发文字号：",
    "〔2021〕23号",
    "国发〔2021〕号",
    "国发〔2021〕23",
    "国发〔1021〕23号",
    "第2741号提案",
    "全国政协十届三次会议第2741号提案",
    "（2019）京0105民初12号",
    "晋ICP备05000453号",
    "GB/T 9704-2012",
    "2026年中央1号文件",
    "000014349/2019-00007",
    "CLI.12.5115678",
    "2021年第3次行务会议",
    "解放路23号",
]


@pytest.mark.parametrize(("field", "expected"), FIELDS)
def test_a_field_is_written_in_the_one_form(field: str, expected: str) -> None:
    assert normalise(field) == expected


@pytest.mark.parametrize("field", NO_FIELDS)
def test_a_field_that_holds_no_number(field: str) -> None:
    assert normalise(field) is None


SENTENCES = [
    ("按照国发〔2021〕23号要求，制定本方案。", ["国发〔2021〕23号"], ["国发〔2021〕23号"]),
    (
        "根据《意见》（晋发〔2022〕25号）和《方案》（晋政发〔2022〕29号），",
        ["晋发〔2022〕25号", "晋政发〔2022〕29号"],
        ["晋发〔2022〕25号", "晋政发〔2022〕29号"],
    ),
    (
        "国发〔2021〕23号和晋政发[2022]第029号",
        ["国发〔2021〕23号", "晋政发〔2022〕29号"],
        ["国发〔2021〕23号", "晋政发[2022]第029号"],
    ),
    ("落实省政府印发的鲁政字〔2021〕 8 号文件精神", ["鲁政字〔2021〕8号"], ["鲁政字〔2021〕 8 号"]),
    ("同时废止本市市政规〔2010〕3号、市政规〔2011〕4号。", ["市政规〔2010〕3号", "市政规〔2011〕4号"], None),
    ("依据《条例》（国务院令第591号）第三条", ["国务院令第591号"], ["国务院令第591号"]),
    ("见附件。会议第3号议案、楼栋第5号不在此列", [], []),
    ("（2019年第3号）", [], []),
    ("到2025年，建成23号线", [], []),
]


@pytest.mark.parametrize(("sentence", "numbers", "printed"), SENTENCES)
def test_numbers_in_a_sentence(sentence: str, numbers: list[str], printed: list[str] | None) -> None:
    found = find_document_numbers(sentence)
    assert [number.text for number in found] == numbers
    if printed is not None:
        assert [sentence[number.start : number.end] for number in found] == printed


def test_an_order_is_the_same_with_and_without_its_ordinal() -> None:
    assert normalise("渝府令〔2021〕第340号") != normalise("渝府令〔2021〕340号")
    assert key("渝府令〔2021〕第340号") == key("渝府令〔2021〕340号")


@given(st.text(alphabet="国发办令第号公告〔〕[]（）() 0123456789年二〇一、，\n", max_size=80))
def test_any_text_gives_ordered_spans_and_stable_forms(text: str) -> None:
    found = find_document_numbers(text)
    position = 0
    for number in found:
        assert position <= number.start < number.end <= len(text)
        position = number.end
        assert key(normalise(number.text) or "") == key(number.text)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_real_numbers_are_read() -> None:
    """Of 5,000 fields as found on the web all are read but those that hold no number at all."""
    rows = (SHARED / "document_numbers.tsv").read_text(encoding="utf-8").splitlines()
    fields = [row.split("\t")[2] for row in rows]
    unread = [field for field in fields if normalise(field) is None]
    assert unread == [field for field in fields if not any(c.isdigit() for c in field)]
    printed = [field for field in fields if "〔" in field and field[0] not in "发的"]
    wrong = [
        field for field in printed if not (normalise(field) or "").startswith(field[:2].strip("\u200b\u200d"))
    ]
    assert len(wrong) <= len(printed) * 0.001, wrong
