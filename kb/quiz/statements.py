"""Statements that can be asked: a figure with its subject and year, cut from one sentence whole.

In: the ledger's targets and the clean sentences.  Out: ``Statement`` records.  A target becomes one
only where the sentence itself says everything that the question needs: the year, the subject and
one figure between two commas.  Everything else is left out; better few and right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.model import Clause, Target
from kb.quiz.library import DocumentText, Sentence

#: 到2025年, 到2025年底, 力争到2030年, 2027年前; with the words that may open it.
_YEAR = re.compile(
    r"(?:力争|力求|确保|争取|预计)?(?:到|至)?(?P<year>20\d\d)年(?:底|末|年底)?(?:前|之前|以前)?"
)
#: 较2020年, 比2005年: a baseline, not a deadline.
_BASELINE = re.compile(r"[较比以自从]$")
#: Where a statement begins and ends; inside brackets and quotes nothing is cut.
_CUTS = "，；：。！？\n"
_OPENERS, _CLOSERS = "（《“(", "）》”)"
#: Words after which a subject is missing, or points back: 其中, 该比例, 分别.
_DANGLING = re.compile(
    r"^(?:其中|同时|并|且|而|及|和|与|或|该|其|此|这|那|上述|前述|另|又|还|也|则|分别|累计|总|共|比|较|占|约|年均|"
    r"达到|提高|增长|下降|提升|超过|突破|不低于|不少于|不超过|控制|力争|确保|实现|保持|稳定|进一步|改造后|"
    r"每个|每家|每年|平均|对|以|在|由|将|把|从|按|通过|给予|最高|其他|相关|上年|今年|去年)"
)
#: A sentence about what has been, not about an aim.
_PAST = re.compile(
    r"去年|已|过去|以来|先后|连续|同比|截至|年来|曾|超额|完成了|达到了|实现了|增长了|跃|迈上|例如|比如|如果"
)
_UNCLEAR = re.compile(r"分别|以下简称|[□■→…?？]|\d[，,]\d{3}|[A-Za-z]{12}|以上.{0,6}以下|各\d")
_DIGIT = re.compile(r"\d[\d.,]*")
#: Verbs between subject and figure, taken off to name the subject alone.
_VERB = re.compile(
    r"(?:要|应|将|须|需|能|均|全部|原则上|力争|力求|确保|努力|争取|基本|稳步|持续|总体|进一步|再|年均|平均|累计|总|共|"
    r"达到?|为|至|到|在|超过|突破|不低于|不高于|不少于|不超过|不大于|高于|低于|少于|大于|保持|稳定|控制|维持|提高|提升|"
    r"增长|增加|上升|下降|降低|降至|降到|减少|压减|提高到|增至|约|左右|实现|超|较20\d\d年|比20\d\d年|降|升|增|[:：])+$"
)
_COUNTED = re.compile(
    r"^(?:新|改|扩|续|累计|推动|加快|组织|遴选|重点|再|每年|全省|全市|计划|支持|完成)?(?:建设|建成|培育|打造|新增|推出|引进|"
    r"引育|形成|创建|完成|实施|遴选|支持|新建|组建|攻克|改造|推广|发展|选择|改扩建|认定|布局|开展|建立|构建|落地|制定|建|育|"
    r"突破|举办|推进|推动|设立|选派|培训|培养|招聘|淘汰|治理|修复|造林)"
)
#: What a subject that stands before its figure may end with.
_MEASURED = re.compile(
    r"(?:率|比重|占比|比例|比|量|规模|面积|里程|容量|能力|收入|产值|总值|增加值|水平|指数|强度|数|数量|额|总额|总量|消耗|"
    r"排放|能耗|电耗|煤耗|损失|人口|人数|就业|企业|基站|项目|产业|覆盖|投资|基地|中心|平台|园区|集群|公路|机构|保有量|"
    r"寿命|年限|产量|产能|装机|消费|密度|天数|占有量|投入|经费|成本|时间|蓄积|价格|需求|存量|农田|出栏|床位|车位|个数)$"
)
#: What may follow the figure of a subject: 以上, 左右, 目标要求.
_BOUND = re.compile(r"(?:及?以[上内下]|左右|的?(?:目标|水平|要求)+)*")
#: Subjects that say nothing without the sentence before: 储备能力 of what, 年利用量 of what.
_BARE = re.compile(
    r"(?:年|储备|接入|合计|培训|年培训|发电量?|装机|电气化|常住|保护|利用|总|主要产品|整体|改造后整体|产业|企业|项目|投资|"
    r"其|完成|新增|建设|比|综合|相关产业|平均|可再生能源电量|容|年送电|建成|改造)(?:率|比重|占比|比例|量|规模|能力|人口|"
    r"产能利用率|能效|数量|额|产值|收入|置换|床位|水平)"
)
#: Measure words of things that can be counted one by one.
_COUNTERS = re.compile(r"[万千百]?[个项家户所处条座名套种台辆位批类场只支部间幢栋]+")
_ENDS = "。；！？"


@dataclass(frozen=True, slots=True)
class Statement:
    """「到2030年，」 + 「非化石能源消费比重达到」 + 「18%」 + rest, all of it printed in one sentence."""

    clause: Clause
    sentence: Sentence
    opening: str  # 到2030年，; empty where the year stands in ``before`` or there is none
    before: str
    figure: str  # as printed (clean): 18%, 10000台（套）
    after: str
    subject: str  # what is measured; empty where the figure counts what follows: 打造（ ）个…
    year: int | None
    target: Target
    start: int  # of the piece in the document's clean text
    kind: str  # target or deadline

    @property
    def piece(self) -> str:
        """The statement without its opening, verbatim."""
        return f"{self.before}{self.figure}{self.after}"

    def filled(self, figure: str, opening: str | None = None) -> str:
        """The statement with another figure or opening."""
        return f"{self.opening if opening is None else opening}{self.before}{figure}{self.after}"

    @property
    def key(self) -> str:
        """Names the fact without its figure."""
        return f"{self.opening}{self.before}|{self.after}"


def statements(document: DocumentText, targets: tuple[Target, ...]) -> Iterator[Statement]:
    """The statements that can be asked of one document, in its order."""
    seen = set()
    for target in targets:
        if target.kind not in ("target", "deadline") or not target.value or "-" in target.value:
            continue
        found = _statement(document, target)
        if found and (found.key, found.figure) not in seen:
            seen.add((found.key, found.figure))
            yield found


def _statement(document: DocumentText, target: Target) -> Statement | None:
    first = document.clean.index(target.value_span.start)
    last = document.clean.index(target.value_span.end)
    sentence = next(
        (s for s in document.by_clause[target.clause] if s.start <= first and last <= s.end), None
    )
    if sentence is None or _PAST.search(sentence.text) or "\n" in sentence.text.strip():
        return None
    left, right = first - sentence.start, last - sentence.start
    begin, end = _piece(sentence.text, left, right)
    piece = sentence.text[begin:end]
    figure = sentence.text[left:right]
    opening, begin, year = _year(sentence.text, begin, left)
    before, after = sentence.text[begin:left], sentence.text[right:end]
    if not _printed_whole(document.text, sentence, begin, end):
        return None
    if year != target.year and not (year is None and str(target.year) in document.document.title):
        return None
    if not _whole(before, figure, after, piece) or _UNCLEAR.search(sentence.text):
        return None
    subject = _subject(before, figure, after, sentence.text[end : end + 1])
    if subject is None or (
        subject and target.indicator.endswith(subject) and len(target.indicator) > len(subject) + 2
    ):
        return None  # 发电量占比 alone, where 新能源和清洁能源 stands before the figure before it
    return Statement(
        sentence.clause, sentence, opening, before, figure, after, subject, year, target,
        sentence.start + begin,
        target.kind,
    )  # fmt: skip


def _piece(text: str, left: int, right: int) -> tuple[int, int]:
    """The stretch between two commas that holds the figure.

    「装机占比达到50%、发电量占比达到30%」 is cut at 、 too where both sides carry figures.
    """
    begin, depth = left, 0
    while begin > 0:
        character = text[begin - 1]
        depth += (character in _CLOSERS) - (character in _OPENERS)
        if depth < 0 or (depth == 0 and (character in _CUTS or _figures_part(text, begin - 1))):
            break
        begin -= 1
    end, depth = right, 0
    while end < len(text):
        character = text[end]
        depth += (character in _OPENERS) - (character in _CLOSERS)
        if depth < 0 or (depth == 0 and (character in _CUTS or _figures_part(text, end))):
            break
        end += 1
    return begin, end


def _figures_part(text: str, at: int) -> bool:
    """Whether the 、 at ``at`` stands between two statements with a figure each."""
    if text[at] != "、":
        return False
    left = re.split(r"[，；：、]", text[:at])[-1]
    right = re.split(r"[，；：、]", text[at + 1 :])[0]
    return bool(_DIGIT.search(re.sub(r"20\d\d年", "", left)) and _DIGIT.search(right))


def _year(text: str, begin: int, left: int) -> tuple[str, int, int | None]:
    """The opening with the year that governs a piece, where the piece goes on, and the year."""
    own = _YEAR.match(text, begin)
    if own and own.end() <= left and not _BASELINE.search(text[:begin]):
        return text[own.start() : own.end()] + "，", own.end(), int(own["year"])
    inside = [m for m in _YEAR.finditer(text, begin, left) if not _BASELINE.search(text[: m.start()])]
    if inside:  # 力争实现2025年瓦斯利用率50%: stays where it is printed
        return "", begin, int(inside[-1]["year"])
    above = [m for m in _YEAR.finditer(text, 0, begin) if not _BASELINE.search(text[: m.start()])]
    if not above:
        return "", begin, None
    last = above[-1]
    opens = last.start() == 0 or text[last.start() - 1] in _CUTS
    if (
        not opens
        or text[last.end() : last.end() + 1] not in "，, "
        or re.search(r"20\d\d", text[last.end() : begin])
    ):
        years = int(last["year"]) if not opens or text[last.end() : last.end() + 1] not in "，, " else None
        # 到2030年城市生活垃圾资源化利用率达到65%左右、建筑垃圾…: the year opens the pieces joined by 、
        if years and opens and not re.search(r"20\d\d", text[last.end() : begin]):
            return text[last.start() : last.end()] + "，", begin, years
        return "", begin, -1
    return text[last.start() : last.end()] + "，", begin, int(last["year"])


def _whole(before: str, figure: str, after: str, piece: str) -> bool:
    """Whether the words are a statement of their own, with this figure and no other."""
    others = re.sub(r"[较比]20\d\d年|20\d\d年", "", before + "|" + after)
    return (
        8 <= len(piece) <= 64
        and len(after) <= 30
        and bool(re.match(r"[1-9]|0\.", figure) and "/" not in figure[:3])
        and not _DIGIT.fullmatch(figure)  # a bare ratio (PUE 1.3) has no near values that make sense
        and not _DIGIT.search(others)
        and not _DANGLING.match(before or "其")
        and all(piece.count(a) == piece.count(b) for a, b in ("（）", "《》", "“”", "()"))
        and not re.search(r"[ \u3000\n]", piece)
        and not re.match(r"[\d.—－~～\-/]|至|到|的?(?:同时|比例用于)", after)
    )


def _printed_whole(text: str, sentence: Sentence, begin: int, end: int) -> bool:
    """Whether neither the sentence nor the piece was torn: by a page's end, or by a quote mark."""
    above = text[max(0, sentence.start - 40) : sentence.start].rstrip(" \u3000")
    torn = above.endswith("\n") and len(above.rstrip("\n").rpartition("\n")[2]) >= 30
    torn = torn and above.rstrip()[-1:] not in tuple("。；！？：）”")
    left, right = sentence.text[begin - 1 : begin] if begin else "", sentence.text[end : end + 1]
    return (
        not torn and sentence.text[-1] in _ENDS and left not in tuple("（《“(") and right not in tuple("》”")
    )


def _subject(before: str, figure: str, after: str, stop: str) -> str | None:
    """What is measured (empty for things counted after their figure); None where it is not clear."""
    if _COUNTED.match(before) and len(after) >= 5 and not _BOUND.fullmatch(after):
        counted = len(before) <= 14 and stop != "、" and _COUNTERS.fullmatch(re.sub(r"[\d.]", "", figure))
        return "" if counted else None
    bare = _YEAR.sub("", before) if not re.search(r"[较比]20\d\d年", before) else before
    bare = re.sub(
        r"^(?:要|使|力争|确保|实现|力求|努力|推动|争取|促进|全面|城市方面)+", "", _VERB.sub("", bare)
    )
    if not _BOUND.fullmatch(after) or _BARE.fullmatch(bare) or (_COUNTED.match(bare) and len(bare) < 7):
        return None
    if len(bare) >= 4 and (_MEASURED.search(bare) or _COUNTED.match(bare)):
        return bare
    return None
