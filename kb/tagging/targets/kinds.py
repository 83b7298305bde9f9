"""Which kind of row a figure is: aim, condition, support, fact or count.

In: a figure with the reading of its left and right side.  Out: a ``TargetKind``, or ``None``
where the figure is a length of time or says nothing of its own.  Each rule carries its example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.model import TargetKind
from kb.tagging.targets.left import Left
from kb.tagging.targets.lexicon import guarded, listed
from kb.tagging.targets.quantities import Quantity
from kb.tagging.targets.right import Right
from kb.tagging.targets.scope import Scope

_SUPPORT = re.compile(listed("support"))
_BUDGET = re.compile(r"财政[^，。；]{0,6}安排")
#: Places that are told by how many households live there.
_SETTLED = re.compile(r"村|寨|小区|社区|院落|聚居")
_GRANT = re.compile(r"给予|予以|最高|奖励")
_GIVEN = re.compile(r"给予|奖励|奖补|补助|补贴|资助|扶持|贴息|返还|补偿|最高(?!不超过)|发放")
#: 补助金额, 支持额度
_GRANTS = re.compile(r"(?:支持|补助|补贴|奖励|奖补|资助|贴息|扶持|补偿)(?:金额|额度|比例|标准|资金|总额)\Z")
_PENALTY = re.compile(listed("penalty"))
_FACT = re.compile(guarded("fact"))
_COUNTED = re.compile(rf"(?:{listed('counted_noun')})(?:等)?\Z")
#: 「…年生产能力500万吨以上的」: the rule sets a limit for anybody, no aim for the place.
_MUST_NOT = re.compile(r"不得(?:少于|低于|超过|多于|高于|少|超)\Z")
#: 每千人口, 每万人, 每5所: what a ratio is counted on.
PER = re.compile(r"每(?:[十百千万]*|新?认定|新?增加?|引进|培育|完成|新建|增长|提高|下降|减少|满)\Z")
#: 有效期为5年, 试点期限为3年 say how long something lasts.
_RUNS = re.compile(r"(?:期|期限)\Z")
_GRANTED_FOR = re.compile(r"(?:补贴|补助|奖补|贴息|资助|扶持|补偿|减免|享受)(?:政策)?(?:期|期限|时间|年限)\Z")
#: 500人以上|单位工会组建率达到95%: the figure selects whose rate it is
_SELECTED = re.compile(
    r"[^，。；：、（）\d的]{0,12}?(?:企业|公司|单位|机构|园区|机组|项目|学校|医院|社区|村庄|乡镇|城市|合作社|用户|工程)"
    r"(?=(?!数)[^，。；：\d]{0,24}?(?:率|比例|比重|占比|覆盖面)[^，。；：]{0,12}\d)"
)
_BOUNDED = ("以上", "以下", "及以上", "及以下", "（含）以上")
_PROPORTION = re.compile(r"(?:比例|比重)\Z")
_HOLDS = re.compile(r"(?:有效|公示|试行|过渡)期限?\Z")
_GIVES_BACK = re.compile(r"返还|退还|给予|补贴|补助|奖补|资助|减免")
#: 每新增|1000万元, 每增加实际到位投资额|5000万元
_STEP = re.compile(r"每(?:达到?|超过?|满|新?增加?|增长)[^，。；：、\d]{0,8}\Z")
#: 年均18次|的1.8倍: what the multiple is of
_TIMES = re.compile(r"的(?:近|约|将近)?[\d.]{1,8}倍")
#: 大大高于年均|19次|的水平
_AVERAGE = re.compile(r"[高低多少大小]于[^，。；]{0,12}(?:年均|平均|均值)(?:为|约)?\Z")
_LEVEL_OF = re.compile(r"的(?:平均|一般|正常)?水平")
#: 比年均|19次|高
_THAN_AVERAGE = re.compile(r"[比较][^，。；]{0,12}(?:年均|平均|均值)(?:为|约)?\Z")
_IS_MORE = re.compile(r"(?:要|还|明显|大大)?[高低多少](?!于)")
#: 抗御|6级|地震: a strength that something is to withstand
_WITHSTANDS = re.compile(r"(?:[御抗]|承受|经受)\Z")
_SOURCE = re.compile(r"(?:围绕|依托|聚焦|针对|现有|原有|按照|涉及|涵盖|包括|包含|共有|分为|以|由|上述|这)\Z")


_DEFINES = re.compile("[是系]指")
#: 受旱面积占50%以上|为特大干旱, 得分90分以上的|定为优秀: a grade
_GRADED = re.compile(r"的?(?:[定列划评]为|为(?!目标|底线|限|准|基|宜|[主了])|属于?)[\u4e00-\u9fff“]")
#: A definition stands so near before its figure.
_NEAR_DEFINITION = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with all that was read around it."""

    figure: Quantity
    left: Left
    right: Right
    part_start: int
    part_end: int
    depth: int  # of parentheses
    qualifier: bool  # the parenthesis qualifies the noun after it: （运距在500公里以上）的煤炭
    quoted: bool
    head: int = -1  # where the subject begins that a figure shares with those joined to it


def kind_of(
    text: str, reading: Reading, *, past: bool, due: bool = False, conditional: bool = False
) -> TargetKind | None:
    """The kind of a figure; ``past``: its sentence tells of the past; ``due``: it has a deadline.

    ``conditional``: it stands inside a condition: 「对增长|10%|以上的企业，给予…」.
    """
    figure, left, right = reading.figure, reading.left, reading.right
    before = text[max(reading.part_start, figure.start - 12) : figure.start]
    if figure.group == "money" and _STEP.search(before):
        return "threshold"  # 零售额增量每达1000万元，给予6万元奖励
    if is_compared(text, figure):
        return None
    if PER.search(before):
        return None  # 每5所幼儿园: the base of a ratio
    if figure.chinese and not _counts(text, reading, past):
        return None
    if not figure.unit and not figure.group and right.kind in {"noun", "of"} and not left.predicate:
        return None  # 6681油库: a name
    if withstood(text, figure):
        return "fact" if past else "target"
    if figure.group == "time" and (term := _kind_of_term(text, reading)) != "target":
        return term
    if _PENALTY.search(text, figure.end, min(len(text), figure.end + 24)) or (
        _MUST_NOT.search(before) and not due
    ):
        return "threshold"
    if (
        reading.qualifier
        or _is_condition(text, reading)
        or _is_defined(text, reading)
        or (conditional and left.given is None and (not figure.chinese or figure.tail != ""))
    ):
        return "threshold"
    if past or left.from_base or left.perfect:
        return "fact"
    if _is_support(text, reading):
        return "support"
    if _is_count(text, reading, before, due):
        return "count"
    return "target"


def is_compared(text: str, figure: Quantity) -> bool:
    """Whether a figure is but what another one is compared with: 年均|18次|的1.8倍."""
    if _TIMES.match(text, figure.tail_end):
        return True
    if figure.group == "percent":
        return False  # 高于全国平均5%的水平
    low, after = max(0, figure.start - 20), figure.tail_end
    level = _LEVEL_OF.match(text, after) and _AVERAGE.search(text, low, figure.start)
    more = _IS_MORE.match(text, after) and _THAN_AVERAGE.search(text, low, figure.start)
    return (level or more) is not None


def withstood(text: str, figure: Quantity) -> bool:
    """Whether a figure is the strength of what is withstood: 抗御6级左右地震."""
    if figure.unit != "级" or figure.chinese:
        return False
    return _WITHSTANDS.search(text, max(0, figure.start - 2), figure.start) is not None


def _kind_of_term(text: str, reading: Reading) -> TargetKind | None:
    """A length of time: 办理时限不超过5个工作日 is due, 补贴期限不超过3年 a limit, 压缩至5个工作日 an aim."""
    figure, left = reading.figure, reading.left
    named = left.end > left.start
    if figure.unit.endswith("日") and left.comparator == "<=" and not left.soft and named:
        return "deadline"
    if _GRANTED_FOR.search(text, left.start, left.end):
        return "threshold"
    return "target" if _is_measure(reading) and not _runs(text, reading) else None


def _is_defined(text: str, reading: Reading) -> bool:
    """重大食物中毒，是指一次出现|200人以上|…的; 占|50%以上|为特大干旱: the figure says what a word means."""
    figure = reading.figure
    if figure.tail == "" and "-" not in figure.value:
        return False
    if _GRADED.match(text, figure.tail_end):
        return True
    start = max(reading.part_start, figure.start - _NEAR_DEFINITION)
    return figure.tail != "" and _DEFINES.search(text, start, figure.start) is not None


def _is_condition(text: str, reading: Reading) -> bool:
    """A figure that only says which things are meant."""
    figure, left, right = reading.figure, reading.left, reading.right
    named = left.end - left.start >= 2
    if right.kind == "that":
        return named or figure.tail != ""  # 投资额达500万元以上的，按10%补助
    if figure.unit.endswith("岁") and right.kind != "end":
        return True  # 3岁以下婴幼儿, 16—24岁失业青年, 35岁以下青年人才扶持力度
    if right.kind == "end" or _SUPPORT.search(text, right.start, right.end):
        return False  # 给予最高500万元的奖励
    if figure.unit == "户" and figure.tail and _SETTLED.search(text, right.start, right.end):
        return True  # 20户以上自然村
    if figure.group == "people" and not left.verb and selected_by(text, reading) is not None:
        return True  # 500人以上单位工会组建率达到95%
    if figure.group == "physical" and figure.tail.endswith("以下") and right.kind in {"noun", "of"}:
        return True  # 淘汰35蒸吨/小时及以下燃煤锅炉
    if figure.group == "people" and figure.tail and right.kind == "of":
        return True  # 20人以上的自然村
    if figure.group == "percent" and right.kind == "of" and _PROPORTION.search(text, right.start, right.end):
        return False  # 按不低于30%的车位比例建设
    if left.verb or (right.kind == "of" and text.startswith("目标", right.start)):
        return False  # 产值达到1000亿元的目标基本实现
    if right.kind == "of" and (
        named or (figure.group in {"money", "physical", "people"} and left.comparator == ">")
    ):
        return True  # 年综合能耗超过5000吨标准煤的数据中心, 首次突破500亿元的企业
    if right.kind == "noun" and left.comparator == ">" and figure.group == "money":
        return True  # 产值超100亿元产业集群, 超10亿元单体项目
    if text.startswith("口径", right.start):
        return True  # 2000万元口径
    if figure.group in {"percent", "share"}:
        return False  # 90%的市, 50%以上的文化馆
    # 30户以上自然村寨, 1亿元以上规上企业; but 培育3家以上孵化器 has its verb
    return figure.tail in {"以上", "以下", "及以上", "及以下", "以内", "（含）以上"} and (
        figure.group in {"money", "physical", ""} or (not left.aim and not right.verb) or named
    )


def selected_by(text: str, reading: Reading) -> tuple[int, int] | None:
    """The things that a figure selects, whose rate stands behind: 2万千瓦以上|机组|装机占比达到60%."""
    figure, right = reading.figure, reading.right
    if right.kind != "noun" or figure.tail not in _BOUNDED:
        return None
    found = _SELECTED.match(text, right.start, reading.part_end)
    return found.span() if found is not None else None


def _is_measure(reading: Reading) -> bool:
    """平均受教育年限达到11年 is measured in time; 利用3年时间 only takes it."""
    left = reading.left
    told = left.predicate or left.from_base
    return told and (reading.right.kind == "end" or left.from_base) and reading.depth == 0


def _runs(text: str, reading: Reading) -> bool:
    """Whether a length of time only tells how long something lasts; 工期缩短至3个月 is an aim."""
    left = reading.left
    if _HOLDS.search(text, left.start, left.end):
        return True
    changes = left.comparator is not None or left.change != "level" or reading.figure.tail != ""
    return not changes and _RUNS.search(text, left.start, left.end) is not None


def _counts(text: str, reading: Reading, past: bool) -> bool:
    """Whether a figure in Chinese numerals says more than 三大行动, 一批."""
    figure, left, right = reading.figure, reading.left, reading.right
    if reading.quoted:
        return False  # “五个一体化”
    if figure.bare or figure.group in {"ratio", "money", "percent"}:
        given = left.verb or left.given is not None or left.from_base
        return left.predicate or figure.tail != "" or given
    if figure.unit in {"级", "批"}:
        return False  # 四级体系, 一批
    if figure.value == "0" or (figure.value == "1" and "以上" not in figure.tail and left.comparator != ">="):
        return False
    if text[figure.start] in "百千" and text[figure.start + 1] not in "一二三四五六七八九零":
        return left.comparator is not None  # 百兆宽带, 千户苗寨; but 超千家
    if figure.more and right.kind != "of" and (figure.group or past):
        return True  # 一千五百多项改革举措; but 领导十三亿多人的国家
    if figure.tail or left.comparator is not None:
        return True
    if figure.group == "count":
        return (
            right.kind in {"noun", "of"}
            and bool(_COUNTED.search(text[right.start : right.end]))
            and not left.from_base
        )
    if figure.group in {"physical", "people"}:
        return len(figure.unit) > 1 and left.predicate
    return False


def _is_support(text: str, reading: Reading) -> bool:
    """Money, or a share of it, that is given."""
    figure, left = reading.figure, reading.left
    if figure.group == "money" and left.given is not None:
        return True
    if figure.group not in {"money", "percent"} and not (figure.group == "" and figure.unit):
        return False
    start, end = reading.part_start, reading.part_end
    near = text[start:end]
    if left.comparator == "<=" and _GRANTS.search(text, left.start, left.end):
        return True  # 单个项目支持额度不超过项目投资额的15%
    if figure.group == "percent":
        given = _GIVEN.search(text, figure.end, end + 10) or _GIVEN.search(text, start, left.start)
        given = given or _GIVES_BACK.match(text, left.start, left.end)  # 返还其实际缴纳失业保险费的50%
        taxed = text.startswith("征收", figure.end) or text[figure.start - 2 : figure.start] == "减按"
        return taxed or (given is not None and not (left.predicate and left.change != "level"))
    if left.comparator == "<=" and _GRANT.search(text, max(0, start - 60), start):
        return True  # 给予补贴，最高不超过30万元/年; 总额不超过3万元
    if left.predicate and left.comparator is None and not _GRANT.search(text, start, figure.end):
        return False  # 平均标准提高至778元/月, 产值达到500亿元
    return bool(_SUPPORT.search(near) or _BUDGET.search(near))


def _is_count(text: str, reading: Reading, before: str, due: bool) -> bool:
    """A number of named or given things: 11条产业链, 五大领域, …等5个园区."""
    figure, left, right = reading.figure, reading.left, reading.right
    if right.kind == "end":
        # （120万千瓦/年）: the size of what stands before the parenthesis
        return (
            reading.depth > 0 and figure.group == "physical" and not left.predicate and left.start >= left.end
        )
    if figure.chinese:
        return figure.group == "count" and not figure.tail and left.comparator is None
    if left.listing or _SOURCE.search(before):
        return True
    if figure.unit.endswith("大") or figure.group not in {"count", "people", "physical", "money", ""}:
        return figure.unit.endswith("大")
    if left.verb or left.comparator is not None or (figure.tail and left.aim):
        return False
    if figure.group == "physical":
        # 织金50万吨/年聚乙醇酸: the size of a named work; but 到2030年，实现对1.5亿平方米建筑的监测
        return not (left.predicate or (due and left.aim))
    return not (left.aim or left.predicate or right.verb or figure.tail != "")


def tells_of_the_past(scope: Scope) -> int:
    """Where in a sentence a word says that what follows is of now or of the past; -1 for nowhere.

    「贷款余额较上年增长10%以上的，按…」 is a condition and tells of nothing.
    """
    words = _FACT.finditer(scope.text, scope.start, scope.end)
    return next((word.start() for word in words if scope.condition_at(word.start()) < 0), -1)
