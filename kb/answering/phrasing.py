"""Says in usual words what people ask in roundabout ones: 几个年份分别是多少, 目标数, 报市委.

In: the plain text of a question.  Out: the same question in the words that the slots read.  Each
rule is a pattern with an example; none of them looks at what the documents hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ORGAN = r"(?:[省市县区州]委|[省市县区州](?:人民)?政府|国务院|党中央)"

_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # 几个年份的目标分别是多少, 历年的目标值, 分年度的指标: all years, which is what no year means
    (
        re.compile(
            r"(?:[几各每]个?年(?:份|度)|历年|逐年|分年度?|不同年份|各个?年度?)(?:的|来)?(?=目标|指标|数值|分别|要|各|达|是|都|$|，)"
        ),
        "",
    ),
    # 目标数, 目标数字, 指标数
    (re.compile(r"(?<=[目指]标)数(?:字|值)?(?![据量])"), ""),
    # 2025年要完成的数都有哪些
    (
        re.compile(
            r"(?:要|得|需|该|应)?(?:完成|达到|达|实现|做到|兑现)的(?:硬)?(?:数字?|数值|数儿)(?:都|全)?(?:有|是)?(?:哪些|什么|啥)"
        ),
        "目标有哪些",
    ),
    # 一共有几家单位要干活
    (
        re.compile(
            r"(?P<n>多少|几)(?P<c>[家个])(?P<u>责任单位|单位|部门|机构)(?:要|得|需要|会|在)?(?:干活|干事|动起来|参与|参加|出力|上阵|有任务|有份|有活|扛|挑担子)(?=[，？?]|$)"
        ),
        r"\g<n>\g<c>\g<u>",
    ),
    # 报市委市政府, 送省政府: the receiver with its verb
    (
        re.compile(
            rf"(?<![一-龥]汇)(?<![申上填呈])(?:呈?报送?|送|呈)(?:给|到|至)?(?P<to>{_ORGAN}(?:[、和及]?{_ORGAN})*)(?!汇报|报告|备案|批准)"
        ),
        r"向\g<to>报告",
    ),
    # 给国务院报进展, 向省发改委报总结
    (
        re.compile(
            r"(?P<a>[给向跟对])(?P<to>[^，。？?给向]{2,16}?)(?:交|报)(?=(?:个)?(?:进展|总结|情况|材料|结果|年报|数))"
        ),
        r"\g<a>\g<to>报告",
    ),
    # 不是牵头、只当配合单位
    (
        re.compile(
            r"(?:不是|不算|不当|不做|并非|没有?|不)牵头(?:单位|部门|的)?[、，]?(?:而)?(?:只|仅仅?|单纯|光)(?:是|当|做|作为|算)?(?=配合|协助|参与)"
        ),
        "作为",
    ),
    # 国家那个达峰方案: whose document it is stands right before it
    (re.compile(r"(?<=国家)(?:的)?[那这](?:个|份|部)(?=[一-龥]{2,12}(?:方案|规划|意见|办法|计划|条例))"), ""),
    # 谁牵的头, 谁带的头
    (re.compile(r"[牵带](?:了|过|的|个|这个)头"), "牵头"),
    # 一共点了多少个责任单位的名
    (
        re.compile(
            r"点(?:了|到|出)?(?:过)?(?P<n>多少|几)(?P<u>[个家]?(?:责任)?(?:单位|部门|机构))的?名(?!单|义|称)"
        ),
        r"列名\g<n>\g<u>",
    ),
    # 住建参加而城管不参加, 三家都有份
    (re.compile(r"参加(?!会|培训|考|比赛)"), "参与"),
    (
        re.compile(r"(?P<not>没)?有份(?!量|额)|(?P<n2>没)份(?!量|额)|出力(?!度)"),
        lambda m: "没参与" if m[0].startswith("没") else "参与",
    ),
    # 有没有任务, 到底有没有什么活
    (re.compile(r"(?:到底|究竟)?有没有(?:什么|啥|哪些)?(?=任务|职责|分工|活)"), "有哪些"),
    # 介休那边要做啥
    (re.compile(r"(?<=[一-龥])(?:那边|这边|那儿|这儿|那头|这头)(?=[一-龥])"), ""),
    # 2025和2030各多少
    (re.compile(r"(?<![0-9.])(?P<y>20[2-6][0-9])(?=各|分别|两年|这两|都)"), r"\g<y>年"),
    # 总共几大块
    (re.compile(r"(?P<n>几|多少)(?:个)?大?块(?![钱地])"), r"\g<n>个部分"),
    # 管不管绿色金融, 负不负责
    (
        re.compile(
            r"(?P<a>管|归|参与|负责|牵头|承担|涉及|包括|算|属于|有|在)不(?P=a)(?!有)(?P<rest>[^，？?谁哪什]*)"
        ),
        r"\g<a>\g<rest>吗",
    ),
    (
        re.compile(
            r"(?P<a>[负参牵承涉包属])不(?P<b>负责|参与|牵头|承担|涉及|包括|属于)(?P<rest>[^，？?谁哪什]*)"
        ),
        r"\g<b>\g<rest>吗",
    ),
    # 是市教育局在管吧, 归市生态环境局管对吧
    (re.compile(r"(?<=[一-龥])(?:，?(?:对吧|是吧|对吗|对不对|没错吧|吧))$"), "吗"),
    (re.compile(r"吗吗$"), "吗"),
    # 是组织部的事, 是林业局在管
    (re.compile(r"的(?:事|活|责任|任务|职责|差事)儿?(?=吗$)"), "负责"),
    (re.compile(r"在(?=[管抓弄搞]吗?$)"), ""),
    # 牵头还是配合
    (re.compile(r"(?:是)?(?:牵头|主办)还是(?:配合|参与|协办|协助)"), "负责哪些任务"),
    # 活儿, 差事
    (re.compile(r"(?<=[的些个件项])(?:活儿?|差事|事儿)(?![动力跃计性])"), "任务"),
)


def rephrased(text: str) -> str:
    """The question in usual words."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text
