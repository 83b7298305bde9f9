"""Segmentation against texts whose numbering was read off by eye.

A row is a text and the (path, heading) of every clause that it has; the preamble is left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from page_layout import printed

from kb.cleaning import clean
from kb.model import Document
from kb.segmenting import find_number, parse_number, segment, split_sentences

PLAN = Path(__file__).parents[1] / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"
BODY = "坚持统筹推进，明确责任分工，细化工作举措，加强跟踪问效，确保各项任务落到实处、取得实效。"


def segmented(text):
    return segment(Document(id="d", title="", text=text))


def outline(text):
    return [(c.path, c.heading) for c in segmented(text).clauses if c.path != "0"]


def paths(text):
    return [path for path, _ in outline(text)]


# --- the levels of the grammar -------------------------------------------------------------

ROWS = {
    "a name that begins with digits right behind the number": (
        f"一、工程\n1.人才项目。{BODY}\n2.121梯队项目。{BODY}\n3.5G网络项目。{BODY}\n4.24小时服务项目。{BODY}",
        [
            ("1", "工程"),
            ("1.1", "人才项目"),
            ("1.2", "121梯队项目"),
            ("1.3", "5G网络项目"),
            ("1.4", "24小时服务项目"),
        ],
    ),
    "lists below the clauses of an emergency plan": (
        "预案\n目 录\n1.总则\n1.1编制目的\n2.应急响应\n2.1响应级别\n2.2响应行动\n2.2.1一级响应\n"
        "2.2.2二级响应\n"
        "1.总则\n1.1编制目的\n有序应对。\n2.应急响应\n2.1响应级别\n分为两级。\n2.2响应行动\n2.2.1一级响应\n"
        "（1）指挥长主持会商。\n（2）发布信息。\n2.2.2二级响应\n①加强值守。\n②报告灾情。",
        [
            ("1", "总则"),
            ("1.1", "编制目的"),
            ("2", "应急响应"),
            ("2.1", "响应级别"),
            ("2.2", "响应行动"),
            ("2.2.1", "一级响应"),
            ("2.2.1.1", ""),
            ("2.2.1.2", ""),
            ("2.2.2", "二级响应"),
            ("2.2.2.1", ""),
            ("2.2.2.2", ""),
        ],
    ),
    "duties that begin behind a colon": (
        "（二）部门职责。各部门职责如下：1.水文部门。提供水情。2.电力部门。保障用电。",
        [("2", "部门职责"), ("2.1", "水文部门"), ("2.2", "电力部门")],
    ),
    "a list after a colon and semicolons is text": (
        f"（一）范围。包括以下：1.道路；2.桥梁。\n（二）要求。{BODY}",
        [("1", "范围"), ("2", "要求")],
    ),
    "a figure at the head of a line is no number": (
        f"一、工程\n1.投资情况。{BODY}\n2.5亿元用于建设。\n2.8%用于维护。\n2.实施进度。{BODY}",
        [("1", "工程"), ("1.1", "投资情况"), ("1.2", "实施进度")],
    ),
    "an excerpt whose sections count on": (
        f"（一）人才\n28.学者项目。{BODY}\n29.名师项目。{BODY}\n（二）平台\n35.创业中心。{BODY}\n36.人才特区。{BODY}",
        [
            ("1", "人才"),
            ("1.28", "学者项目"),
            ("1.29", "名师项目"),
            ("2", "平台"),
            ("2.35", "创业中心"),
            ("2.36", "人才特区"),
        ],
    ),
    "rows that count on behind a list are none of it": (
        f"一、台账\n1.甲类事项。{BODY}\n2.乙类事项。{BODY}\n37.丙\n38.丁",
        [("1", "台账"), ("1.1", "甲类事项"), ("1.2", "乙类事项")],
    ),
    "four levels of GB/T 9704": (
        f"一、总体要求\n（一）主要目标\n1.加快节能改造。{BODY}\n（1）推广热泵。{BODY}\n"
        f"（2）改造管网。{BODY}\n二、保障措施\n{BODY}",
        [
            ("1", "总体要求"),
            ("1.1", "主要目标"),
            ("1.1.1", "加快节能改造"),
            ("1.1.1.1", "推广热泵"),
            ("1.1.1.2", "改造管网"),
            ("2", "保障措施"),
        ],
    ),
    "full-width and half-width numbers": (
        f"一、要求\n(一)甲项工作\n１．提升能力。{BODY}\n２．扩大覆盖。{BODY}\n"
        f"（二)乙项工作\n3. 健全机制。{BODY}",
        [
            ("1", "要求"),
            ("1.1", "甲项工作"),
            ("1.1.1", "提升能力"),
            ("1.1.2", "扩大覆盖"),
            ("1.2", "乙项工作"),
            ("1.2.3", "健全机制"),
        ],
    ),
    "single characters for numbers": (
        f"一、要求\n㈠建设平台\n⑴采集。{BODY}\n⑵共享。{BODY}\n㈡管好数据\n",
        [("1", "要求"), ("1.1", "建设平台"), ("1.1.1", "采集"), ("1.1.2", "共享"), ("1.2", "管好数据")],
    ),
    "circled numbers below （1）": (
        f"1.支持对象。{BODY}\n（1）企业。{BODY}\n①注册在本市；\n②依法纳税。\n（2）个人。{BODY}",
        [("1", "支持对象"), ("1.1", "企业"), ("1.1.1", ""), ("1.1.2", ""), ("1.2", "个人")],
    ),
    "1. directly under 一、": (
        f"一、培育主体\n1.支持龙头。{BODY}\n2.扶持小微。{BODY}\n二、优化环境\n3.简化审批。{BODY}",
        [
            ("1", "培育主体"),
            ("1.1", "支持龙头"),
            ("1.2", "扶持小微"),
            ("2", "优化环境"),
            ("2.3", "简化审批"),
        ],
    ),
    "（一） outermost": (
        f"（一）稳就业。{BODY}\n1.扩大见习。{BODY}\n（二）促创业。{BODY}",
        [("1", "稳就业"), ("1.1", "扩大见习"), ("2", "促创业")],
    ),
    "1、 with the Chinese comma and 1）": (
        f"一、申报条件\n1、证照齐全。{BODY}\n1）营业执照。{BODY}\n2）资质证书。{BODY}\n2、信用良好。{BODY}",
        [
            ("1", "申报条件"),
            ("1.1", "证照齐全"),
            ("1.1.1", "营业执照"),
            ("1.1.2", "资质证书"),
            ("1.2", "信用良好"),
        ],
    ),
    "chapters, sections, 一、（一）": (
        f"第一章　发展基础\n第一节　主要成就\n一、经济实力\n（一）总量。{BODY}\n"
        f"第二节　面临形势\n第二章　总体思路\n{BODY}",
        [
            ("1", "发展基础"),
            ("1.1", "主要成就"),
            ("1.1.1", "经济实力"),
            ("1.1.1.1", "总量"),
            ("1.2", "面临形势"),
            ("2", "总体思路"),
        ],
    ),
    "chapters that count on through parts": (
        f"第一篇 开局\n第一章 基础\n{BODY}\n第二篇 任务\n第二章 产业\n第一节 工业\n"
        f"{BODY}\n第三章 民生\n{BODY}",
        [
            ("1", "开局"),
            ("1.1", "基础"),
            ("2", "任务"),
            ("2.2", "产业"),
            ("2.2.1", "工业"),
            ("2.3", "民生"),
        ],
    ),
    "第一部分": (
        f"第一部分 工作回顾\n一、经济平稳增长\n{BODY}\n第二部分 工作安排\n一、扩大内需\n{BODY}",
        [("1", "工作回顾"), ("1.1", "经济平稳增长"), ("2", "工作安排"), ("2.1", "扩大内需")],
    ),
    "articles without chapters": (
        "第一条 为规范管理，制定本办法。\n第二条 本办法适用于下列单位：\n"
        "（一）国家机关；\n（二）事业单位。\n第三条 本办法自公布之日起施行。",
        [("1", ""), ("2", ""), ("2.1", ""), ("2.2", ""), ("3", "")],
    ),
    "articles count on through chapters": (
        "第一章 总则\n第一条 制定本条例。\n第二条 适用本条例。\n第二章 处置\n"
        "第三条 依法处置。\n第三条之一 可以暂缓处置。\n第四条 及时公布。",
        [
            ("1", "总则"),
            ("1.1", ""),
            ("1.2", ""),
            ("2", "处置"),
            ("2.3", ""),
            ("2.3-1", ""),
            ("2.4", ""),
        ],
    ),
    "headings of articles in brackets": (
        "第一条【立法目的】为规范管理，制定本条例。\n第二条（适用范围）本市行政区域内适用本条例。",
        [("1", "立法目的"), ("2", "适用范围")],
    ),
    "一、 below articles": (
        "第一条 下列情形免征：\n一、学校用地；\n二、医院用地。\n第二条 下列情形减征：\n"
        "一、农业用地；\n二、林业用地。",
        [("1", ""), ("1.1", ""), ("1.2", ""), ("2", ""), ("2.1", ""), ("2.2", "")],
    ),
    "articles below 一、": (
        "一、关于主体\n第一条 主体应当适格。\n第二条 主体可以变更。\n二、关于程序\n第三条 程序应当公开。",
        [("1", "关于主体"), ("1.1", ""), ("1.2", ""), ("2", "关于程序"), ("2.3", "")],
    ),
    "levels turned round: 一、 inside （一）": (
        f"（一）夯实基础\n一、修路。{BODY}\n二、架桥。{BODY}\n（二）改善民生\n"
        f"一、办学。{BODY}\n二、就医。{BODY}",
        [
            ("1", "夯实基础"),
            ("1.1", "修路"),
            ("1.2", "架桥"),
            ("2", "改善民生"),
            ("2.1", "办学"),
            ("2.2", "就医"),
        ],
    ),
    "a standard's decimals": (
        f"1 范围\n{BODY}\n2 要求\n2.1 一般要求\n{BODY}\n2.1.1 设备\n{BODY}\n2.1.2 人员\n"
        f"{BODY}\n2.2 特殊要求\n{BODY}",
        [
            ("1", "范围"),
            ("2", "要求"),
            ("2.1", "一般要求"),
            ("2.1.1", "设备"),
            ("2.1.2", "人员"),
            ("2.2", "特殊要求"),
        ],
    ),
    "a box with its own list": (
        f"一、任务\n（一）强产业\n1.壮大集群。{BODY}\n专栏1　重点项目\n1.芯片。{BODY}\n"
        f"2.软件。{BODY}\n2.培育企业。{BODY}\n（二）优布局\n{BODY}",
        [
            ("1", "任务"),
            ("1.1", "强产业"),
            ("1.1.1", "壮大集群"),
            ("1.1.1.z1", "重点项目"),
            ("1.1.1.z1.1", "芯片"),
            ("1.1.1.z1.2", "软件"),
            ("1.1.2", "培育企业"),
            ("1.2", "优布局"),
        ],
    ),
    "several articles on one line": (
        "第一条 为规范管理，制定本规定。第二条 本规定适用于全市。第三条 本规定自印发之日起施行。",
        [("1", ""), ("2", ""), ("3", "")],
    ),
    "heading and first number glued": (
        f"一、总体要求（一）指导思想。{BODY}（二）工作目标。{BODY}\n二、重点任务\n{BODY}",
        [("1", "总体要求"), ("1.1", "指导思想"), ("1.2", "工作目标"), ("2", "重点任务")],
    ),
    "a number glued to the list of bodies before it": (
        f"1.引进企业。{BODY}（责任单位：市商务局）2.培育人才。{BODY}（责任单位：市人社局）\n"
        f"3.保障用地。{BODY}",
        [("1", "引进企业"), ("2", "培育人才"), ("3", "保障用地")],
    ),
    "items glued by semicolons after the first at a line's head": (
        "1.应当具备：\n（1）有场所；（2）有人员；（3）有经费。\n2.应当备案。",
        [("1", ""), ("1.1", ""), ("1.2", ""), ("1.3", ""), ("2", "")],
    ),
    "a year directly behind the number": (
        f"1.2025年底前建成平台。{BODY}\n2.2026年实现共享。{BODY}",
        [("1", ""), ("2", "")],
    ),
    "Markdown marks before numbers": (
        f"## 一、总体要求\n{BODY}\n### （一）目标\n{BODY}\n**（二）原则**\n{BODY}",
        [("1", "总体要求"), ("1.1", "目标"), ("1.2", "原则")],
    ),
    "a year in a heading": (
        f"一、2024年工作回顾\n{BODY}\n二、2025年工作安排\n{BODY}",
        [("1", "2024年工作回顾"), ("2", "2025年工作安排")],
    ),
    "eleven and more": (
        f"十、深化改革\n{BODY}\n十一、扩大开放\n（二十一）稳外资。{BODY}\n十二、保障民生\n{BODY}",
        [("10", "深化改革"), ("11", "扩大开放"), ("11.21", "稳外资"), ("12", "保障民生")],
    ),
    "one annex": (
        f"一、抓好落实。{BODY}\n附件\n重点任务清单\n一、产业类\n1.建园区。{BODY}\n二、民生类\n{BODY}",
        [
            ("1", "抓好落实"),
            ("a1/0", "重点任务清单"),
            ("a1/1", "产业类"),
            ("a1/1.1", "建园区"),
            ("a1/2", "民生类"),
        ],
    ),
    "two annexes after a list of them": (
        "现印发给你们。\n附件：1.实施方案\n2.任务分工表\n市人民政府\n2024年5月6日\n"
        f"附件1\n实施方案\n一、要求\n{BODY}\n附件2\n任务分工表\n一、分工\n{BODY}",
        [
            ("a1/0", "实施方案"),
            ("a1/1", "要求"),
            ("a2/0", "任务分工表"),
            ("a2/1", "分工"),
        ],
    ),
    "an announced annex that is printed below": (
        f"一、考评方式\n{BODY}\n附件：\n考评指标\n附件\n考评指标\n一、服务（10分）\n{BODY}",
        [("1", "考评方式"), ("a1/0", "考评指标"), ("a1/1", "服务（10分）")],
    ),
    "a table of contents with dot leaders": (
        "目 录\n第一章 总则……1\n第二章 任务……3\n第三章 附则……9\n规划\n第一章 总则\n"
        f"{BODY}\n第二章 任务\n{BODY}\n第三章 附则\n{BODY}",
        [("1", "总则"), ("2", "任务"), ("3", "附则")],
    ),
    "a table of contents without title or leaders": (
        f"某市发展规划\n一、基础\n二、任务\n三、保障\n一、基础\n{BODY}\n二、任务\n{BODY}\n三、保障\n{BODY}",
        [("1", "基础"), ("2", "任务"), ("3", "保障")],
    ),
    "two sections with lists of the same names are no contents": (
        f"一、甲园区\n1.建设目标\n2.建设内容\n3.建设时限\n{BODY}\n二、乙园区\n1.建设目标\n"
        f"2.建设内容\n3.建设时限\n{BODY}",
        [
            ("1", "甲园区"),
            ("1.1", "建设目标"),
            ("1.2", "建设内容"),
            ("1.3", "建设时限"),
            ("2", "乙园区"),
            ("2.1", "建设目标"),
            ("2.2", "建设内容"),
            ("2.3", "建设时限"),
        ],
    ),
    "a file that is an annex itself": (
        f"附件1\n某市实施方案\n一、要求\n（一）目标。{BODY}\n二、任务\n{BODY}",
        [("1", "要求"), ("1.1", "目标"), ("2", "任务")],
    ),
    "a dash typed for 一": (
        f"—、要求\n（—）目标。{BODY}\n（二）原则。{BODY}\n二、任务\n{BODY}",
        [("1", "要求"), ("1.1", "目标"), ("1.2", "原则"), ("2", "任务")],
    ),
    "a number alone on its line": (
        f"一、\n总体要求\n（一）\n工作目标\n{BODY}\n1.\n建设平台。{BODY}",
        [("1", "总体要求"), ("1.1", "工作目标"), ("1.1.1", "建设平台")],
    ),
    "notes below a table": (
        f"一、指标\n1.能耗下降。{BODY}\n2.绿电占比。{BODY}\n注：1.本表为目标值。\n2.能耗为等价值。\n3.绿电含外购。\n二、任务",
        [("1", "指标"), ("1.1", "能耗下降"), ("1.2", "绿电占比"), ("2", "任务")],
    ),
    "decimals below 1.": (
        f"1.目标\n1.1.近期目标\n{BODY}\n1.2.远期目标\n{BODY}\n2.任务\n2.1.产业\n{BODY}",
        [
            ("1", "目标"),
            ("1.1", "近期目标"),
            ("1.2", "远期目标"),
            ("2", "任务"),
            ("2.1", "产业"),
        ],
    ),
    "a title set off by a blank or a colon": (
        f"1.推广热泵　到2030年全面推广。\n2.改造管网　{BODY}\n3.基本原则：{BODY}",
        [("1", "推广热泵"), ("2", "改造管网"), ("3", "基本原则")],
    ),
    "a letter-spaced text": (
        f"一 、总 体 要 求\n（ 一 ）工 作 目 标\n{BODY}\n1 .加 快 建 设。{BODY}",
        [("1", "总体要求"), ("1.1", "工作目标"), ("1.1.1", "加快建设")],
    ),
    "—— items and 一是 stay in their clause": (
        f"一、目标\n——规模壮大。{BODY}\n——结构优化。{BODY}\n二、原则\n"
        f"一是坚持统筹。{BODY}\n二是坚持创新。{BODY}",
        [("1", "目标"), ("2", "原则")],
    ),
    "numbers glued behind half-width brackets": (
        "一、要求\n(一)定目标。做好。(市发展改革委负责)\n二、任务\n(二)提能力。做好。(市工信局负责)三、保障\n"
        "(三)强领导。做好。(市政府办负责)(四)强监督。做好。[市审计局负责](五)广宣传。做好。\n四、附则",
        [
            ("1", "要求"),
            ("1.1", "定目标"),
            ("2", "任务"),
            ("2.2", "提能力"),
            ("3", "保障"),
            ("3.3", "强领导"),
            ("3.4", "强监督"),
            ("3.5", "广宣传"),
            ("4", "附则"),
        ],
    ),
    "after a bracket, next to numerals that are no number": (
        f"一、要求\n(一)定目标。{BODY}(见附件)二、三季度完成。\n(二)提能力。{BODY}(试行)二、三年级适用。\n"
        f"二、任务\n{BODY}",
        [("1", "要求"), ("1.1", "定目标"), ("1.2", "提能力"), ("2", "任务")],
    ),
    "a missing number glued into a line, counting runs on below it": (
        "一、要求\n(一)定目标\n(二)定原则\n二、任务\n(三)提能力\n(四)有关单位要抓好落实三、重点工程\n"
        "(五)甲项工程\n四、保障\n(六)强领导",
        [
            ("1", "要求"),
            ("1.1", "定目标"),
            ("1.2", "定原则"),
            ("2", "任务"),
            ("2.3", "提能力"),
            ("2.4", "有关单位要抓好落实"),
            ("3", "重点工程"),
            ("3.5", "甲项工程"),
            ("4", "保障"),
            ("4.6", "强领导"),
        ],
    ),
    "heading and running number glued on one line": (
        f"一、要求\n(一)定目标。{BODY}\n二、任务(二)提能力。{BODY}\n(三)强监督。{BODY}",
        [("1", "要求"), ("1.1", "定目标"), ("2", "任务"), ("2.2", "提能力"), ("2.3", "强监督")],
    ),
    "a heading's last characters on the next line": (
        f"一、推动现代产业集群发展，建设综合公共服务\n平台\n{BODY}\n"
        f"二、推动现代产业集群发展，建设综合公共服务体系\n发展目标\n{BODY}",
        [
            ("1", "推动现代产业集群发展，建设综合公共服务平台"),
            ("2", "推动现代产业集群发展，建设综合公共服务体系"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROWS.values(), ids=ROWS.keys())
def test_outline(text, expected):
    assert outline(text) == expected


# --- near misses: nothing here is a number that opens a clause ------------------------------

NEAR_MISSES = [
    "2.5亿元专项资金用于补助。",
    "2025年，全市新增就业3万人。",
    "3、4号线年内通车。",
    "1.5倍以上的增速。",
    "一、二、三产业融合发展。",
    "二、三级响应由县级启动。",
    "（一）至（三）项所列单位应当备案。",
    "（一）、（二）项规定的情形除外。",
    "第三条规定的情形，从其规定。",
    "第五条、第六条不再执行。",
    "第二章所称单位，是指国家机关。",
    "第一节课由校长主讲。",
    "专栏6所列项目由市发展改革委统筹。",
    "包括：（1）企业；（2）个人；（3）其他组织。",
    "包括：1.企业；2.个人。",
    "重点抓好一是修路，二是架桥。",
    "——到2025年，建成3个园区。",
    "第一，坚持统筹；第二，坚持创新。",
    "根据《办法》第十二条（一）款执行。",
    "12345热线办结率达到95%。",
    "附件1所列事项由各县办理。",
    "0.5个百分点的降幅。",
    "分三步走：1.立项。2.施工。",
    "表中：（1）为约束性。",
    "36.6万户居民受益。",
    "“十四五”时期，新增装机100万千瓦。",
    "十四五、十五五期间分别新增200万千瓦、300万千瓦。",
]


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_misses_open_no_clause(line):
    assert paths(line) == []
    assert paths(f"一、任务\n{line}\n二、保障\n{BODY}") == ["1", "2"]


# --- anomalies ------------------------------------------------------------------------------

NESTED = [
    # A list that begins where the number above it ends, its items on one line.
    (
        "4.（1）通过的，退回；（2）终止的，退回；（3）撤销的，全部退回。\n5.乙",
        ["4", "4.1", "4.2", "4.3", "5"],
    ),
    ("（1）①通过的；②终止的。\n（2）乙", ["1", "1.1", "1.2", "2"]),
    ("第三条 （一）甲；（二）乙。\n第四条 丁", ["3", "3.1", "3.2", "4"]),
    ("三、1.甲\n2.乙\n四、丙", ["3", "3.1", "3.2", "4"]),
    # Near misses: what is cited, and a number that no second follows.
    ("4.（2）项规定的，退回。\n5.乙", ["4", "5"]),
    ("4.（1）至（3）项规定的，退回。\n5.乙", ["4", "5"]),
    ("第三条（一）项规定的人员\n第四条 丁", ["3", "4"]),
    ("4.（1）通过的，退回。\n5.乙", ["4", "5"]),
    ("第三条（适用范围）本办法适用于本市。\n第四条 丁", ["3", "4"]),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_a_list_right_behind_a_number(text, expected):
    assert paths(text) == expected


def test_an_articles_heading_in_brackets_is_no_number():
    assert [
        c.heading for c in segmented("第三条（适用范围）甲。\n第四条（一）项所列的，不予批准。").clauses
    ] == [
        "适用范围",
        "",
    ]


ANOMALIES = [
    ("一、甲\n二、乙\n二、丙\n三、丁", ["1", "2", "2~2", "3"], [("2~2", "重复")]),
    ("一、甲\n二、乙\n四、丁", ["1", "2", "4"], [("4", "缺3")]),
    ("一、甲\n五、乙", ["1", "5"], [("5", "缺2至4")]),
    ("一、甲\n三、乙\n二、丙", ["1", "3", "2"], [("3", "缺2"), ("2", "颠倒")]),
    ("三、甲\n四、乙", ["3", "4"], [("3", "不从1开始")]),
    # Counting that runs on under the next heading is not odd.
    ("一、甲\n1.子\n2.丑\n二、乙\n3.寅\n4.卯", ["1", "1.1", "1.2", "2", "2.3", "2.4"], []),
    # A number that print moved behind its heading; 「分为一、」 is a sentence.
    ("总体要求一、\n坚持创新。\n（一）子\n二、乙\n（一）丑", ["1", "1.1", "2", "2.1"], [("1", "标题之后")]),
    ("总体要求-、\n坚持创新。\n二、乙", ["1", "2"], [("1", "标题之后")]),
    ("工作任务分为一、\n坚持创新。\n二、乙", ["0", "2"], [("2", "不从1开始")]),
    # A missing number that is only cited, or printed twice, is not made up.
    ("一、甲\n各地落实前述二、\n三、乙", ["1", "3"], [("3", "缺2")]),
    ("一、甲\n（一）子（二）丑项规定（见第（三）条）\n（四）寅", ["1", "1.1", "1.4"], [("1.4", "缺2至3")]),
    # Children of a repeated number are told apart as well.
    ("一、甲\n（一）子\n一、乙\n（一）丑", ["1", "1.1", "1~2", "1~2.1"], [("1~2", "重复")]),
]


@pytest.mark.parametrize(("text", "expected", "odd"), ANOMALIES)
def test_anomalies_are_reported_and_ids_stay_unique(text, expected, odd):
    found = segmented(text)
    assert [c.path for c in found.clauses] == expected
    assert [(f.kind, f.path) for f in found.findings] == [("numbering", path) for path, _ in odd]
    for finding, (_, word) in zip(found.findings, odd, strict=True):
        assert word in finding.note
        assert text[finding.start : finding.end].strip() in finding.text


# --- fields of a clause ---------------------------------------------------------------------


def test_fields():
    text = f"某市方案\n二、重点任务\n（一）强产业\n1.壮大集群。{BODY}"
    preamble, second, first, item = segmented(text).clauses
    assert (preamble.path, preamble.level, preamble.number, text[: preamble.end]) == (
        "0",
        0,
        "",
        "某市方案\n",
    )
    assert (item.number, item.heading, item.level) == ("二、（一）1.", "壮大集群", 3)
    assert item.trail == ("重点任务", "强产业")
    assert text[item.label.start : item.label.end] == "1."
    assert text[item.heading_span.start : item.heading_span.end] == "壮大集群"
    assert text[item.start : item.end] == f"1.壮大集群。{BODY}"
    assert [text[s.start : s.end] for s in item.sentences] == ["1.壮大集群。", BODY]
    assert (second.trail, first.trail) == ((), ("重点任务",))
    assert [c.order for c in (preamble, second, first, item)] == [0, 1, 2, 3]
    assert [c.id for c in (preamble, second, first, item)] == ["d/0", "d/2", "d/2.1", "d/2.1.1"]


def test_a_number_behind_its_heading():
    text = f"总体要求一、\n{BODY}\n二、任务\n{BODY}"
    moved, usual = segmented(text).clauses
    assert (moved.number, moved.heading) == ("一、", "总体要求")
    assert text[moved.heading_span.start : moved.heading_span.end] == "总体要求"
    assert text[moved.label.start : moved.label.end] == "一、"
    assert moved.start == moved.heading_span.start < moved.label.start
    assert usual.label.end <= usual.heading_span.start


ANNEX_TITLES = [
    # beside the label, or on the next line
    (f"附件1 检查表\n一、填写说明\n{BODY}", ["检查表"]),
    (f"附件1\n检查表\n一、填写说明\n{BODY}", ["检查表"]),
    # The list at the notice's foot names the annex; a form's own head stands above its name.
    (
        "附：1.检查审批表\n2.检查通知书\n"
        "附1\n某市  分局\n检查审批表\n时间  地点\n附2\n某市  分局\n检查通知书\n",
        ["检查审批表", "检查通知书"],
    ),
    # … on one line or on two, and of an annex that is the only one
    ("附件：河道管理人员名单\n某市水利局\n2024年3月1日\n附件\n河道管理\n人员名单\n", ["河道管理人员名单"]),
    # A name that only begins like the listed one is not it; the next line is the title.
    ("附：1.检查表\n2.通知书\n附1\n检查表填写说明\n附2\n告知书\n", ["检查表填写说明", "告知书"]),
]


@pytest.mark.parametrize(("text", "titles"), ANNEX_TITLES)
def test_annex_titles(text, titles):
    found = segmented(f"一、甲\n{BODY}\n{text}").clauses
    assert [c.heading for c in found if c.path.startswith("a") and c.path.endswith("/0")] == titles


HEADINGS = [
    # a line that is no sentence; the list of bodies behind it is no part of it
    ("一、推进绿色转型\n", "推进绿色转型"),
    ("1.建设充电设施（责任单位：市能源局、市住建局）\n", "建设充电设施"),
    ("1.平台建设（3分）\n", "平台建设（3分）"),
    # a short first sentence with more after it
    (f"1.推广绿色建材。{BODY}\n", "推广绿色建材"),
    # the paragraph is one sentence
    ("1.推广绿色建材。\n", ""),
    ("1.推广绿色建材。（责任单位：市住建局）\n", ""),
    ("1.年底前建成3个园区；\n", ""),
    # a sentence alone on its line, the text below it
    (f"（一）推广绿色建材。\n{BODY}\n", "推广绿色建材"),
    # a first sentence that says something, or is long
    (f"1.到2025年，建成3个园区。{BODY}\n", ""),
    (f"1.绿色建材占比达到60%。{BODY}\n", ""),
    (f"1.{'推广绿色建材和装配式建筑' * 4}。{BODY}\n", ""),
    (f"1.建设平台，采集数据，开放共享。{BODY}\n", ""),
    # a colon ends a short name only
    (f"（二）基本原则：\n{BODY}\n", "基本原则"),
    (f"（二）申请资金的企业还应当具备下列条件：\n{BODY}\n", ""),
]


@pytest.mark.parametrize(("text", "heading"), HEADINGS)
def test_heading(text, heading):
    assert segmented(text).clauses[0].heading == heading


def test_short_sentences_are_no_headings_where_few_clauses_have_such():
    long = (
        "1.鼓励平台企业与实体商业合作，引导传统商贸企业发展线上服务，支持有条件的街区改造提升并打造示范。\n"
    )
    text = long * 1 + long.replace("1.", "2.") + long.replace("1.", "3.") + f"4.开展促消费活动。{BODY}"
    assert [c.heading for c in segmented(text).clauses] == ["", "", "", ""]


# --- numbers as users write them ------------------------------------------------------------

NUMBERS = [
    ("二、（一）2.", "2.1.2"),
    ("二（一）2", "2.1.2"),
    ("二(一)2", "2.1.2"),
    ("二、(一)、2", "2.1.2"),
    ("２．１．２", "2.1.2"),
    ("2.1.2", "2.1.2"),
    ("二-1-2", "2.1.2"),
    ("第二部分第一节第2条", "2.1.2"),
    ("第二章第五条", "2.5"),
    ("第十二条", "12"),
    ("第十二条之一", "12-1"),
    ("第二章第十二条之一", "2.12-1"),
    ("（十一）", "11"),
    ("二十一、", "21"),
    ("㈡⑶", "2.3"),
    ("③", "3"),
    ("附件2一、（三）", "a2/1.3"),
    ("附件 一、（三）", "a1/1.3"),
    ("附件一 二、", "a1/2"),
    ("附件", "a1/0"),
    ("a2/1.3", "a2/1.3"),
    ("专栏6", "z6"),
    ("三、专栏4 1.", "3.z4.1"),
    ("0", "0"),
    (" 2.1 ", "2.1"),
    ("2.1~2", "2.1"),
    ("", None),
    ("能源局", None),
    ("2025年", None),
    ("一共多少条", None),
    ("第几条", None),
    ("二、深化改革", None),
]


@pytest.mark.parametrize(("written", "path"), NUMBERS)
def test_parse_number(written, path):
    assert parse_number(written) == path


@pytest.mark.parametrize("text", [text for text, _ in ROWS.values()])
def test_parse_number_is_the_inverse_of_clause_number(text):
    for clause in segmented(text).clauses:
        if clause.number:
            assert parse_number(clause.number) == clause.path


def test_find_number_finds_an_article_without_its_chapter():
    clauses = segmented("第一章 总则\n第一条 甲。\n第二章 处置\n第二条 乙。\n（一）丙。").clauses
    assert [c.path for c in find_number("第二条", clauses)] == ["2.2"]
    assert [c.path for c in find_number("第二章第二条", clauses)] == ["2.2"]
    assert [c.path for c in find_number("第二条（一）", clauses)] == ["2.2.1"]
    assert [c.path for c in find_number("2", clauses)] == ["2"]
    assert find_number("第九条", clauses) == ()
    assert find_number("乱写", clauses) == ()


def test_find_number_looks_into_the_only_annex_that_has_it():
    body = f"一、甲\n{BODY}\n附件1\n方案\n一、乙\n（一）丙\n附件2\n表\n一、丁\n（二）戊\n{BODY}"
    clauses = segmented(body).clauses
    assert [c.path for c in find_number("一、", clauses)] == ["1"]  # the body's own comes first
    assert [c.path for c in find_number("一、（一）", clauses)] == ["a1/1.1"]
    assert [c.path for c in find_number("附件2一、", clauses)] == ["a2/1"]
    assert [c.path for c in find_number("附件2", clauses)] == ["a2/0"]
    assert find_number("附件2一、（一）", clauses) == ()
    bare = segmented(f"附件1\n方案\n一、乙\n{BODY}\n附件2\n表\n一、丁\n{BODY}").clauses
    assert find_number("一、", bare) == ()  # in either of two annexes: not said which


def test_the_only_annex_of_a_notice_without_numbers_is_the_plan():
    notice = f"关于印发节水方案的通知\n各区：\n现印发给你们。\n附件\n节水方案\n一、甲\n（一）乙\n{BODY}"
    assert [c.path for c in segmented(notice).clauses] == ["0", "1", "1.1"]
    numbered = notice.replace("现印发给你们。", f"现印发给你们。\n一、抓好落实。{BODY}\n二、及时报告。{BODY}")
    assert [c.path for c in segmented(numbered).clauses] == ["0", "1", "2", "a1/0", "a1/1", "a1/1.1"]
    two = notice.replace("\n附件\n", "\n附件1\n") + f"\n附件2\n指标表\n一、丙\n{BODY}"
    assert [c.path for c in segmented(two).clauses] == ["0", "a1/0", "a1/1", "a1/1.1", "a2/0", "a2/1"]


# --- sentences ------------------------------------------------------------------------------

SENTENCES = [
    ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
    ("甲；乙。", ["甲；乙。"]),
    ("他说：“好。”我说行。", ["他说：“好。”", "我说行。"]),
    ("落实《甲。乙》要求。完", ["落实《甲。乙》要求。", "完"]),
    ("甲（含乙。含丙）丁。戊", ["甲（含乙。含丙）丁。", "戊"]),
    (
        "建成基地。（市发展改革委、市能源局负责。各县落实）",
        ["建成基地。", "（市发展改革委、市能源局负责。各县落实）"],
    ),
    ("建成基地（市能源局负责）。下一项。", ["建成基地（市能源局负责）。", "下一项。"]),
    ("标题一行\n正文。", ["标题一行", "正文。"]),
    ("没有闭合（甲。乙。", ["没有闭合（甲。", "乙。"]),
    ("多余括号）。甲。", ["多余括号）。", "甲。"]),
    ("做好甲。（二）做好乙。", ["做好甲。", "（二）做好乙。"]),
    ("真的吗？！好。", ["真的吗？！", "好。"]),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert [text[s.start : s.end] for s in split_sentences(clean(text))] == expected


# --- the first plan -------------------------------------------------------------------------

#: How many 1. 2. 3. … stand under each （…）, read off the plan; 一 has （一）（二）, and so on.
PLAN_ITEMS = {
    "1": [0, 0],
    "2": [3, 5, 5],
    "3": [6, 3, 3, 2],
    "4": [2, 3, 4, 3],
    "5": [2, 2],
    "6": [0, 0, 0, 0, 0],
    "7": [0, 0, 0],
}
PLAN_HEADINGS = {
    "2": "深化能源革命试点，夯实碳达峰基石",
    "2.1": "传统能源绿色低碳转型行动",
    "2.1.1": "推动煤炭清洁高效利用",
    "2.3.5": "加强新型基础设施节能降碳",
    "3.1.6": "坚决遏制高耗能高排放低水平项目盲目发展",
    "3.4.1": "农村建设和用能低碳转型工程",
    "4.2": "推动产业结构绿色转型",
    "4.3.4": "推进生活垃圾减量化资源化",
    "5.2.2": "引导企业履行社会责任",
    "6.4": "完善财税金融及价格政策",
    "7.3": "强化总结评价",
}


def test_first_plan():
    expected = ["0"]
    for section, items in PLAN_ITEMS.items():
        expected.append(section)
        for part, count in enumerate(items, 1):
            expected.append(f"{section}.{part}")
            expected.extend(f"{section}.{part}.{item}" for item in range(1, count + 1))
    found = segment(Document(id="jinzhong", title="", text=PLAN.read_text(encoding="utf-8")))
    assert [c.path for c in found.clauses] == expected
    assert len(expected) == 74
    assert found.findings == ()
    headings = {c.path: c.heading for c in found.clauses}
    assert {path: headings[path] for path in PLAN_HEADINGS} == PLAN_HEADINGS
    assert all(headings[path] for path in expected[1:])
    by_path = {c.path: c for c in found.clauses}
    assert by_path["2.2.4"].number == "二、（二）4."
    assert by_path["2.2.4"].trail == ("深化能源革命试点，夯实碳达峰基石", "新能源和清洁能源替代行动")


def flush_left(paragraphs):
    """Broken lines without indentation, pages or marks, as pasted from a viewer."""
    lines = printed(paragraphs, 60, 10**6).split("\n")[:-3]
    return "\n".join(line.strip() for line in lines)


SHAPES = {
    "pages of 60 columns": lambda paragraphs: printed(paragraphs, 60, 28),
    "pages of 48 columns": lambda paragraphs: printed(paragraphs, 48, 20),
    "broken lines, flush left": flush_left,
    "letter-spaced": lambda paragraphs: "\n".join(" ".join(paragraph) for paragraph in paragraphs),
    "full-width digits": lambda paragraphs: "\n".join(paragraphs).translate(
        {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789."}
    ),
    "blank lines, indented": lambda paragraphs: "\r\n\r\n　　".join(paragraphs),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_first_plan_in_other_shapes(shape):
    plan = PLAN.read_text(encoding="utf-8")
    paragraphs = [line.strip() for line in plan.split("\n") if line.strip()]
    assert outline(shape(paragraphs)) == outline(plan)
