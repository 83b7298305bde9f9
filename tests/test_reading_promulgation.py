"""The note under a regulation's title: promulgation, number, issuer and day, and what is none."""

from __future__ import annotations

import pytest

from kb.document_numbers import find_document_numbers
from kb.reading.envelope import Part, read_envelope

BELOW = "\n第一章 总则\n第一条 为了加强管理，制定本办法。\n"

NOTES = [
    # head, title, number, issuer, date
    (
        "青山市城市绿化办法\n（2022年11月3日青山市人民政府令第6号公布 自2023年1月1日起施行）",
        ("青山市城市绿化办法", "青山市人民政府令第6号", "青山市人民政府", "2022-11-03"),
    ),
    (
        "青山市供水管理规定\n（2020年5月1日青山市人民政府令第12号）",
        ("青山市供水管理规定", "青山市人民政府令第12号", "青山市人民政府", "2020-05-01"),
    ),
    (
        "青山市湿地保护条例\n（2011年5月20日青山市第十届人民代表大会常务委员会第三次会议通过　"
        "2011年7月28日白水省第十一届人民代表大会常务委员会第二十次会议批准）",
        ("青山市湿地保护条例", "", "青山市人民代表大会常务委员会", "2011-05-20"),
    ),
    (
        "白水省渡口管理办法\n（1998年3月5日白水省人民政府令第31号发布　根据2004年6月30日"
        "白水省人民政府令第70号《关于修改部分规章的决定》第一次修正　"
        "根据2010年9月1日白水省人民政府令第95号第二次修正）",
        ("白水省渡口管理办法", "白水省人民政府令第31号", "白水省人民政府", "1998-03-05"),
    ),
    (
        "粮食仓储条例\n（2004年5月26日中华人民共和国国务院令第407号公布\n"
        "根据2013年7月18日《国务院关于修改部分行政法规的决定》第一次修订\n"
        "根据2016年2月6日《国务院关于修改部分行政法规的决定》第二次修订）",
        ("粮食仓储条例", "国务院令第407号", "国务院", "2004-05-26"),
    ),
    (
        "青山市犬只管理办法\n（2021年10月8日青山市人民政府第12次常务会议审议通过　"
        "2021年11月2日青山市人民政府令第9号公布　自2022年1月1日起施行）",
        ("青山市犬只管理办法", "青山市人民政府令第9号", "青山市人民政府", "2021-11-02"),
    ),
    (
        "青山市停车场办法\n（二〇一九年四月二日青山市人民政府令第二十号公布）",
        ("青山市停车场办法", "青山市人民政府令第20号", "青山市人民政府", "2019-04-02"),
    ),
    (
        "青山市停车场办法（2019年4月2日青山市人民政府令第20号公布，自2019年6月1日起施行）",
        ("青山市停车场办法", "青山市人民政府令第20号", "青山市人民政府", "2019-04-02"),
    ),
    (
        "青山市人民政府关于\n修改部分规章的决定\n2018年8月1日青山市人民政府令第15号公布 自公布之日起施行",
        ("青山市人民政府关于修改部分规章的决定", "青山市人民政府令第15号", "青山市人民政府", "2018-08-01"),
    ),
    (
        "青山市工程建设项目\n招标投标监督管理办法\n(2017年3月1日青山市人民政府令第4号公布)",
        ("青山市工程建设项目招标投标监督管理办法", "青山市人民政府令第4号", "青山市人民政府", "2017-03-01"),
    ),
    (
        "船舶检验规定\n（2020年5月1日 交通运输部令第8号公布）",
        ("船舶检验规定", "交通运输部令第8号", "交通运输部", "2020-05-01"),
    ),
]


def text_of(part: Part | None) -> str:
    return part.text if part else ""


@pytest.mark.parametrize(("head", "expected"), NOTES)
def test_a_note_of_promulgation(head: str, expected: tuple[str, str, str, str]) -> None:
    text = head + BELOW
    envelope = read_envelope(text)
    parts = (envelope.title, envelope.number, envelope.issuer, envelope.date)
    assert tuple(text_of(part) for part in parts) == expected
    assert envelope.promulgation is not None
    start, end = envelope.promulgation.span.start, envelope.promulgation.span.end
    assert head.endswith(text[start:end])


NEAR_MISSES = [
    # an edition or a span of years belongs to the title
    ("青山市节水行动方案\n（2021—2025年）", ("青山市节水行动方案（2021—2025年）", "", "", "")),
    ("青山市防汛应急预案（2024年5月修订）", ("青山市防汛应急预案（2024年5月修订）", "", "", "")),
    ("青山市节水管理办法\n（试行）", ("青山市节水管理办法（试行）", "", "", "")),
    # a bare day is the day of the document
    ("青山市节水方案\n（2023年7月1日）", ("青山市节水方案", "", "", "2023-07-01")),
    # the order that a sentence cites is not the document's own
    (
        "青山市节水方案\n2020年5月1日青山市人民政府令第12号公布的《青山市供水办法》同时废止。",
        ("青山市节水方案", "", "", ""),
    ),
]


@pytest.mark.parametrize(("head", "expected"), NEAR_MISSES)
def test_what_is_no_note(head: str, expected: tuple[str, str, str, str]) -> None:
    envelope = read_envelope(head + BELOW)
    parts = (envelope.title, envelope.number, envelope.issuer, envelope.date)
    assert tuple(text_of(part) for part in parts) == expected
    assert envelope.promulgation is None


def test_an_order_above_its_regulation() -> None:
    envelope = read_envelope(
        "青山市人民政府令\n第6号\n《青山市供水办法》已经2022年10月8日市人民政府第12次常务会议审议通过，现予公布，"
        "自2023年1月1日起施行。\n市长 某某\n2022年11月3日\n青山市供水办法" + BELOW
    )
    parts = (envelope.title, envelope.number, envelope.issuer, envelope.date)
    expected = ("青山市供水办法", "青山市人民政府令第6号", "青山市人民政府", "2022-11-03")
    assert tuple(text_of(part) for part in parts) == expected


def test_a_day_of_coming_into_force_is_no_day_of_promulgation() -> None:
    envelope = read_envelope("青山市节水办法\n（自2024年5月1日起施行）" + BELOW)
    assert text_of(envelope.title) == "青山市节水办法"
    assert envelope.date is None


def test_the_note_of_a_plan_is_not_the_covering_notice() -> None:
    envelope = read_envelope(
        "青山市人民政府关于印发《青山市节水办法》的通知\n青政发〔2024〕12号\n各县人民政府：\n"
        "现将《青山市节水办法》印发给你们，请认真贯彻执行，并将执行中的问题及时报告市人民政府办公室。\n"
        "青山市节水办法\n（2011年5月20日青山市人民政府令第3号公布）" + BELOW
    )
    assert text_of(envelope.number) == "青政发〔2024〕12号"
    assert envelope.promulgation is None


AFTER_A_DAY = [
    ("2020年5月1日青山市人民政府令第12号", "青山市人民政府令第12号"),
    ("2020 年 5 月 1 日青山市人民政府令第12号", "青山市人民政府令第12号"),
    ("2020年5月1日青山市人民政府第12号令", "青山市人民政府令第12号"),
    ("2020年5月青山市人民政府令第12号", "青山市人民政府令第12号"),
    ("二〇二〇年五月一日青山市人民政府令第12号", "青山市人民政府令第12号"),
    ("2020年5月1日日照市人民政府令第12号", "日照市人民政府令第12号"),
    ("按2020年5月1日日政发〔2020〕3号执行", "日政发〔2020〕3号"),
    ("1 日政发〔2020〕3号", "日政发〔2020〕3号"),  # an item of a list
]


@pytest.mark.parametrize(("text", "number"), AFTER_A_DAY)
def test_a_number_right_behind_a_day(text: str, number: str) -> None:
    assert [found.text for found in find_document_numbers(text)] == [number]
