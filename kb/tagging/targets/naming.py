"""What a figure is called: the noun before it, the noun that it counts, or a name in another part.

In: a sentence taken apart and the reading of a figure.  Out: spans of the cleaned text, empty where
nothing is named.
"""

from __future__ import annotations

import re

from kb.model import TargetKind
from kb.tagging.targets.kinds import Reading, selected_by, withstood
from kb.tagging.targets.left import read_left
from kb.tagging.targets.scope import NEARBY, Scope

Noun = tuple[int, int]

_GIVEN_THING = re.compile(r"(?:奖励|奖补|补助|补贴|资助|贴息|扶持|奖金|资金|基金|经费|贷款|罚款|罚金)\Z")
_GIFT = re.compile(
    r"(?:财政|专项|配套|运营|建设|购置|租金|贷款|电价|资金)?(?:补贴|补助|奖补|贴息)|一次性奖励|奖励|资助|扶持|返还|补偿"
    r"|奖金|资金|经费|罚款|罚金"
)
#: 单个项目支持额度 is what is given
_GRANTED = re.compile(r"(?:金额|额度|标准|资金|总额)\Z")
#: 给予财政补贴，每家最高100万元; 单个项目最高不超过100万元: among whom it is shared out, not what is given
_EACH = re.compile(r"(?:每|单|同一|各)[^，。；、的]{0,8}\Z")
#: 特等奖|100万元、一等奖|50万元奖励: each sum is that of its own grade
_GRADE = re.compile(
    r"(?:(?:特|优秀|[一二三四五六]|[金银铜])等?奖|第[一二三四五]名|[A-D一二三四]类|[A-D一二三四]级|(?:国家|省|市|县|区)级)\Z"
)
#: A noun that says nothing alone: 储能产业规模达到500亿元，|覆盖率|达到90%
_BARE = re.compile(
    r"(?:其|年|总|年均|平均|年度|实际|综合|累计)?(?:占比|比重|比例|份额|规模|总量|总数|总额|数量|产值|产量|增速|增幅|面积|容量"
    r"|保有量|能力|水平|收入|销售额|交易额|投资|投资额|营业收入|销售收入|满意度|贡献度"
    r"|(?:覆盖|普及|利用|使用|达标|合格|渗透|参与|完成|入住|处理|回收|转化|增长|开通|替代|占有|到位|满意|贡献|达产)率)"
)

#: 停车场按|不低于30%的车位比例建设
_BY = re.compile(r"按照?\Z")
#: 全国80%以上钢铁产能: where, not what
_EVERYWHERE = re.compile(r"全[国省市县区州]|各地")
#: 占世界60%以上
_SHARE_OF = re.compile(r"占(?![地用道])[^，。；、比例额]{1,10}")
#: 9种主要再生资源|循环利用量达到4.5亿吨: things are counted, not their measure
_MEASURE_OF = re.compile(
    r"(?:循环|综合|年)?(?:利用|回收|处理|消费|排放|生产|交易|销售)(?:总量|量|率|额|规模)\Z"
)


def name_of(scope: Scope, reading: Reading, kind: TargetKind) -> Noun:
    """The noun of a figure in its own part."""
    text, left, right = scope.text, reading.left, reading.right
    if withstood(text, reading.figure):
        return reading.figure.tail_end, right.end  # 抗御6级左右|地震的能力
    named = (left.start, left.end)
    closes = kind == "threshold" and right.end > right.start and text[right.end - 1] == "的"
    counted = (right.start, right.end - closes)  # 1万平方米以上标准厂房|的，每平方米补助…
    if kind == "threshold" and (thing := selected_by(text, reading)) is not None:
        counted = thing  # 1亿元以上|规上工业企业|研发机构覆盖率达到70%
    inner = scope.measured.between(named[0], named[1])
    embedded = kind == "threshold" and inner and inner[-1].group == "count" and right.kind != "end"
    if embedded and named[1] - inner[-1].tail_end >= 2:
        return inner[-1].tail_end, named[1]  # 3家|年营收1亿元以上的流通企业
    if right.kind in {"end", "that"}:
        if left.given is None or reading.figure.group != "money":
            return named
        # 最高奖励100万元: what is given is the reward; but 财政补助由380元提高到420元 is an indicator
        moved = left.from_base and left.end == left.given[0] and left.start < left.end
        return (left.start, left.given[1]) if moved else left.given
    if kind == "threshold" and left.change != "level" and left.start >= left.end:
        return named  # 研发投入超过500万元且|增长10%以上的企业
    return _before_or_behind(scope, reading, kind, named, counted)


def _before_or_behind(scope: Scope, reading: Reading, kind: TargetKind, named: Noun, counted: Noun) -> Noun:
    """Of a noun before the figure and one behind it, the one that the figure measures."""
    text, left, right = scope.text, reading.left, reading.right
    if counted[1] <= counted[0]:
        return named
    whole = named[1] - named[0] >= 2
    if _EVERYWHERE.fullmatch(text, *named) or _BY.search(text, *named):
        return counted  # 全国80%以上钢铁产能
    if reading.figure.group in {"percent", "share"} and whole and not left.verb:
        # 单体建筑…的新建公共建筑|100%配建中水设施; but 持证在产的|90%大型矿山
        return counted if text[reading.figure.start - 1] == "的" else named
    if left.end == reading.figure.start and _GRADE.search(text, *named):
        return named
    if reading.figure.group == "money" and _GIVEN_THING.search(text, *counted):
        return counted  # 处10万元以上50万元以下的罚款, 规模50亿元的产业引导基金
    bounded = reading.figure.tail != "" and reading.figure.group in {"money", "physical"}
    limits = kind == "threshold" and (left.comparator is not None or bounded)
    if whole and not left.verb and (right.kind == "of" or limits):
        return named  # 年产值|超10亿元企业, 总投资|10亿元以上项目
    return counted


def settled_name(scope: Scope, reading: Reading, kind: TargetKind, noun: Noun) -> Noun:
    """The noun where it names something, or one that stands in another part of the sentence."""
    left = reading.left
    if (
        kind == "support"
        and left.comparator == "<="
        and left.given is None
        and _EACH.match(scope.text, *noun)
        and not _GRANTED.search(scope.text, *noun)
    ):
        noun = _given_nearby(scope, reading) or noun
    if _SHARE_OF.fullmatch(scope.text, *noun):
        return noun[1], noun[1]  # 高速铁路超过1.9万公里，占世界60%以上: of the same thing
    measure = _MEASURE_OF.search(scope.text, *noun) if kind == "count" else None
    if measure is not None and measure.start() - noun[0] >= 3:
        return noun[0], measure.start()
    if noun[0] < noun[1]:
        return noun
    found = _given_nearby(scope, reading) if kind == "support" else _named_nearby(scope, reading, kind)
    return found or noun


def names_grade(scope: Scope, reading: Reading) -> bool:
    """Whether a sum stands alone behind its grade: 「省级|20万元」."""
    left = reading.left
    if reading.figure.group != "money" or left.predicate or reading.right.kind != "end":
        return False
    return left.end - left.start <= 6 and _GRADE.search(scope.text, left.start, left.end) is not None


def is_bare(scope: Scope, noun: Noun) -> bool:
    """Whether a noun needs the subject of the half-sentence before it: 覆盖率, 占比, 年产值."""
    return _BARE.fullmatch(scope.text, *noun) is not None


def subject_before(scope: Scope, reading: Reading, noun: Noun) -> int:
    """Where the subject of a bare noun begins in the part before it, which has no figure; -1 for none.

    「储能产业快速发展，|规模达到500亿元」.
    """
    if noun[0] > reading.part_start + 1:
        return -1  # 对企业给予奖励，到2025年|产值达到100亿元
    found = _named_before(scope, reading.part_start, shortest=2)
    return found[0] if found is not None else -1


def _given_nearby(scope: Scope, reading: Reading) -> Noun | None:
    """What is given: 「给予财政贴息，最高300万元」."""
    figure = reading.figure
    words = [*_GIFT.finditer(scope.text, max(scope.start, figure.start - NEARBY), figure.start)]
    near = _GIFT.search(scope.text, figure.tail_end, min(scope.end, figure.tail_end + 12))
    word = near or (words[-1] if words else None)
    return (word.start(), word.end()) if word else None


def _named_nearby(scope: Scope, reading: Reading, kind: TargetKind) -> Noun | None:
    """The part before that has no figure: 「…的贡献显著增强，达到60%以上」."""
    if kind == "threshold" or scope.measured.any_between(reading.part_start, reading.figure.start):
        return None  # 原煤产量1.68亿吨、增长9.8%
    part = scope.parts[scope.part_number(reading.part_start)]
    if part.outer is not None:
        return _named_outside(scope, reading, scope.parts[part.outer].start)
    return _named_before(scope, reading.part_start, shortest=4)


def _named_outside(scope: Scope, reading: Reading, outer: int) -> Noun | None:
    """贵阳修文（120万千瓦/年）, 可再生能源电量比例（不低于50%）: the name before the parenthesis."""
    text = scope.text
    if scope.measured.any_between(outer, reading.part_start):
        return None  # 新增2400户（累计约3600户）
    far = max(scope.start, reading.part_start - NEARBY)
    low = max(far, max(text.rfind(sign, far, reading.part_start) for sign in "、，；：") + 1)
    told = reading.left.predicate
    left = read_left(text, low, reading.part_start - 1, (), ends=True, told=told)
    return (left.start, left.end) if 2 <= left.end - left.start <= 30 else None


def _named_before(scope: Scope, at: int, *, shortest: int) -> Noun | None:
    """The noun of the part before a position, if that part has no figure."""
    text, far = scope.text, max(scope.start, at - NEARBY)
    end = far + len(text[far:at].rstrip("，,：:（("))
    if end <= far:
        return None
    part = scope.parts[scope.part_number(end - 1)]
    if scope.measured.any_between(part.start, part.end) or end - part.start > NEARBY:
        return None
    dues = scope.due.between(part.start, end)
    if dues and dues[-1].end >= end and dues[-1].start - part.start <= 3:
        return None  # ——到2025年，
    left = read_left(text, part.start, end, dues, ends=True)
    return (left.start, left.end) if shortest <= left.end - left.start <= 30 else None
