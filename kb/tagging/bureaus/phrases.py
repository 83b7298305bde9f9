"""What is said about the bodies of a list: who leads, who helps, who is responsible for which part.

In: the inside of a responsibility list (「市工信局牵头，市财政局配合」, 「牵头单位：…；责任单位：…」).
Out: its parts, each a run of names with a role and a scope, or None where it is no such list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from kb.model import Role
from kb.tagging.bureaus.items import Item, Run, pieces, read_run, trimmed
from kb.tagging.bureaus.names import Strictness


@dataclass(frozen=True, slots=True)
class Part:
    """Bodies of a list that share a role."""

    run: Run
    role: Role
    scope: str = ""  # 房建部分
    stated: bool = True  # False: no label or verb says so, the names merely stand there
    divided: bool = False  # 按职责分工负责, 分别负责: nobody of them leads

    def role_of(self, item: Item) -> Role:
        """An item's own role, 市教育局（牵头）, before that of all."""
        return item.role or self.role


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole list."""

    parts: tuple[Part, ...]
    scope: str = ""  # what holds for all: 6月底完成
    lead_first: bool = False  # 列第一位者为牵头单位
    from_here: bool = False  # … 下同


# --- labels: 牵头单位：, 责任部门：, 完成时限： -------------------------------------------------

_LEAD_LABEL = r"牵头(?:考核|责任|负责|实施|推进|落实|主办)?|主办|主责|主要责任|第一责任|主要负责|主体责任"
_HELP_LABEL = r"配合|协助|协办|参加|参与|协同|支持|协作|辅助|会办|联合|指导"
_JOINT_LABEL = r"责任|负责|实施|落实|承办|承担|组织实施|完成|执行|考核|督办|督导|推进|工作"
#: 「责任单位：」 「牵头部门（单位）：」 「牵头及责任单位：」
_OFFICE = r"(?:单位|部门|主体|机构|处室|科室|地区|县区|旗县区)"
_HEADING = (
    rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<help>{_HELP_LABEL})|(?P<joint>(?:{_JOINT_LABEL})))"
    rf"(?:(?:[和及、])(?:{_JOINT_LABEL}|{_HELP_LABEL}))?(?:责任)?{_OFFICE}(?:[（(和及、/]{_OFFICE}[）)]?)?"
)
LABEL = re.compile(_HEADING + r"(?:[】\]]\s*[：:]?|\s*[：:])")
#: 「（责任单位为市水利局，配合单位为市财政局）」
_LABEL_AS = re.compile(
    _HEADING + r"(?:分别)?为(?=[^，。；：]{2,24}(?:[局委办厅部院会社]|政府|公司|单位|中心|）))"
)
#: The same words as the head of a table's column.
COLUMN = re.compile(_HEADING)
#: 「完成时限：2025年底」 「责任领导：…」: in the list, but no bodies.
_OTHER_LABEL = re.compile(
    r"(?P<time>(?:完成|办结|落实|整改|工作)?(?:时限|时间|期限|时间节点|进度安排))\s*[：:]"
    r"|(?:责任|牵头|分管|包联|市级|联系)?(?:市|县|省)?(?:领导|责任人|联系人)\s*[：:]"
)

# --- verbs: …牵头, …按职责分工负责, …配合 ------------------------------------------------------

#: 「按职责分工」 「按照各自职责」 「分别」 「具体」 before the verb
_MANNER = (
    r"(?:(?:按照|按|依照|依据|根据|结合)(?:各自|部门|工作)?的?(?:职责|职能|职责任务|任务|权限)?(?:和)?的?(?:分工)?"
    r"|分工|分别|分头|各自|共同|协同|联合|具体|统一|统筹|组织|抓好|做好|认真|积极|密切|全力|主动|予以|给予|各负其责"
    r"|应当|应|均需|需|须|要|均|都)*"
)
_LEAD_VERB = r"牵头抓总|牵头(?:负责|组织|推进|落实|实施|协调|办理|制定|抓好|落实)?|抓总|主办|主抓"
_HELP_VERB = r"(?:配合|参与|参加|协助|协办|支持)(?:落实|实施|推进|做好)?"
_JOINT_VERB = (
    r"负责(?:组织|落实|实施|推进|推动|组织实施|督导|指导)?|贯彻落实|组织落实|抓落实|落实|组织实施|实施|执行|承办|承担"
    r"|指导|督导|推进|推动|办理"
)
_TAIL = re.compile(
    rf"{_MANNER}(?:(?P<lead>{_LEAD_VERB})|(?P<help>{_HELP_VERB})|(?P<joint>{_JOINT_VERB}))(?:工作)?$"
)
#: The verb with its object after it: 「市住建局负责房建部分」
_VERB = re.compile(
    rf"{_MANNER}(?:(?P<lead>牵头负责|牵头)|(?P<help>配合|协助|参与)|(?P<joint>负责|承担|落实))"
)
#: 「按照各自职责分工分别抓好落实」 is short, and few such verbs stand in a sentence: endless ones are cut.
_LONGEST_TAIL = 60
_LONGEST_SUBJECT = 600
_MOST_VERBS = 8
#: Each for its own: a document-wide 列第一位者为牵头单位 does not reach these.
_DIVIDED = re.compile(r"分工|分别|分头|各自|各负其责|共同")
#: 「各相关职能部门按职责分工」: who does what, without a verb
_SHARED_OUT = re.compile(r"(?:按照|按|依照|依据|根据)(?:各自|部门|工作)?的?职责(?:任务|权限)?(?:分工)?$")
#: What stands among the names and is none: 「…。按职责分工，下同。」
_REMARK = re.compile(
    r"(?:均|都)?(?:按照|按|依照|依据|根据)(?:各自|部门|工作)?的?职责(?:任务|权限)?(?:分工)?(?:负责|落实)?|(?:以下|下文|下)(?:均)?(?:相?同|不再列出)"
)
_TOGETHER = re.compile(r"会同|会商")
#: 「由市住建局」 「（1）（2）由市发展改革委」
_BY = re.compile(r"^(?P<scope>[^、]{0,40}?)(?:由|请)")

# --- conventions -------------------------------------------------------------------------------

#: 「列第一位者为牵头单位，下同」 「排在第一位的部门为牵头部门」 「首位单位为牵头单位」
LEAD_FIRST = re.compile(
    r"(?:列|排|位列|排名|排列)?在?(?:第一位|首位|第一)(?:者|的)?(?:责任|部门|单位|的)*(?:均)?[为是]牵头(?:责任)?(?:部门|单位)"
)
_FROM_HERE = re.compile(r"下同|以下同|以下相同|下文同")
#: 「以下不再逐一列出」 「下文不再重复」
NOT_AGAIN = re.compile(
    r"不再(?:逐一|一一|逐项|逐条|重复|单独|另行|分别)*(?:列出|列举|列示|列明|列入|注明|标注|标明|表述|说明|赘述|(?:做|作|进行)?分工)"
)
_DEFAULT = re.compile(
    r"(?:均需|均由|均须|都由|都需|需|须|由|要求|请)(?P<bodies>[^，。；由需]{2,60}?)(?:认真|切实|具体|负责)?"
    r"(?:贯彻落实|抓好落实|负责落实|组织落实|落实|贯彻执行|执行|组织实施|实施|负责)"
    r"|[均都]涉及(?P<involved>[^，。；]{2,40})(?=[，。；])"  # 各项任务均涉及各县（区），不再分工
)
#: What a parenthesis that explains begins with: 「以下简称牵头部门」 「含市住建局」
EXPLAINS = re.compile(
    r"(?:以下|下|统)?简称|以下称|下称|含|包括|包含|如|例如|即|指|见|详见|注|原|不含|除|主任|组长|附"
)


def role_of(match: re.Match[str]) -> Role:
    """The role that a label or verb gives."""
    if match["lead"]:
        return "lead"
    return "cooperating" if match["help"] else "joint"


def parse(text: str, start: int, end: int, region: str) -> Parsed | None:
    """Read the inside of a list; None when it is something else."""
    start, end = trimmed(text, start, end)
    if start == end or EXPLAINS.match(text, start, end):
        return None
    labels = sorted(
        [
            *LABEL.finditer(text, start, end),
            *_LABEL_AS.finditer(text, start, end),
            *_OTHER_LABEL.finditer(text, start, end),
        ],
        key=lambda match: match.start(),
    )
    labels = [label for label in labels if not _after_name(text, start, label)]
    labels = [label for n, label in enumerate(labels) if n == 0 or label.start() >= labels[n - 1].end()]
    convention = LEAD_FIRST.search(text, start, end)
    stop = convention.start() if convention else end
    parts: list[Part] = []
    scopes: list[str] = []
    bounds: list[tuple[int, int, re.Match[str] | None]] = []
    if not labels or labels[0].start() > start:
        bounds.append((start, labels[0].start() if labels else stop, None))
    for number, label in enumerate(labels):
        following = labels[number + 1].start() if number + 1 < len(labels) else stop
        bounds.append((label.end(), following, label))
    for begin, finish, heading in bounds:
        _read_section(text, begin, max(begin, finish), heading, region, parts, scopes)
    if not any(item.body for part in parts for item in part.run.items):
        return None
    return Parsed(tuple(parts), "；".join(scopes), bool(convention), bool(_FROM_HERE.search(text, stop, end)))


def _after_name(text: str, start: int, label: re.Match[str]) -> bool:
    """「市教育局[牵头单位]、…」: the words in the bracket are that one name's role, no heading."""
    opened = label.start() - 1
    inside = opened > start and text[opened] in "[【" and label[0][-1] in "]】"
    return inside and text[opened - 1] not in "。；;，,、）)】]：: \n\t\u3000"


def _read_section(
    text: str,
    start: int,
    end: int,
    label: re.Match[str] | None,
    region: str,
    parts: list[Part],
    scopes: list[str],
) -> None:
    """One label's names, or the part of a list that has no label."""
    if label is not None and label.re is _OTHER_LABEL:
        if label["time"]:
            scopes.append(text[label.start() : trimmed(text, start, end, "；;，,。")[1]])
        return
    role: Role | None = role_of(label) if label is not None else None
    for begin, finish in pieces(text, start, end, "。"):
        if begin >= finish:
            continue
        rule = default_part(text, begin, finish, region)
        if rule is None:
            _read_statement(text, begin, finish, region, role, parts, scopes)
            continue
        before: list[Part] = []
        _read_statement(text, begin, _rule_start(text, begin, finish), region, role, before, [])
        parts += [part for part in before if part.stated and part.run.understood]
        parts.append(rule)


def named_parts(text: str, start: int, end: int, role: Role, region: str) -> list[Part]:
    """The bodies of a stretch that a heading gives a role, a verb in it another."""
    parts: list[Part] = []
    for begin, finish in pieces(text, start, end, "。"):
        _read_statement(text, begin, finish, region, role, parts, [])
    return parts


def _rule_start(text: str, start: int, end: int) -> int:
    """「市财政局牵头，市直各部门配合，|各项任务均需各县落实，以下不再列出」: where the rule begins."""
    said = _DEFAULT.search(text, start, end) or NOT_AGAIN.search(text, start, end)
    at = said.start() if said else start
    return max(start, *(text.rfind(sign, start, at) for sign in "，；"))


def default_part(text: str, start: int, end: int, region: str) -> Part | None:
    """The bodies that a sentence makes responsible for the whole document.

    「各项任务均需各县[区、市]人民政府贯彻落实，以下不再逐一列出」
    """
    if not NOT_AGAIN.search(text, start, end):
        return None
    for match in _DEFAULT.finditer(text, start, end):
        run = read_run(text, *match.span("bodies" if match["bodies"] else "involved"), region)
        if run.understood:
            return Part(
                run, "default", text[slice(*trimmed(text, _rule_start(text, start, end), end, "，；"))]
            )
    return None


def _read_statement(
    text: str,
    start: int,
    end: int,
    region: str,
    role: Role | None,
    parts: list[Part],
    scopes: list[str],
) -> None:
    """Chunks between commas: names wait for the verb that follows them."""
    waiting: list[tuple[int, int]] = []
    for begin, finish in pieces(text, start, end, "，,；;"):
        begin, finish = trimmed(text, begin, finish)
        if begin == finish:
            continue
        spoken = statement(text, begin, finish, region)
        if spoken:
            if waiting:
                first = spoken[0]
                parts += [replace(first, run=read_run(text, *span, region)) for span in waiting]
                waiting = []
            parts += spoken
            continue
        run = read_run(text, begin, finish, region)
        if any(item.body for item in run.items):
            if role:
                parts.append(Part(run, role))
            elif (
                parts
                and parts[-1].stated
                and text[begin - 1] in "，,"
                and not waiting
                and _last(text, finish, end)
            ):
                parts.append(Part(run, parts[-1].role))
            else:
                waiting.append((begin, finish))
        elif _REMARK.fullmatch(text, begin, finish):
            continue
        elif role and not _looks_like_time(text[begin:finish]):
            parts.append(Part(run, role))
        else:
            scopes.append(text[begin:finish])
    parts += [Part(read_run(text, *span, region), "joint", stated=False) for span in waiting]


def _last(text: str, finish: int, end: int) -> bool:
    return not text[finish:end].strip("，,；;。 \n")


_TIME = re.compile(r"完成|推进|持续|长期|[年月底前日]|取得|优化|时限|每|阶段")


def _looks_like_time(words: str) -> bool:
    return bool(_TIME.search(words))


def statement(text: str, start: int, end: int, region: str, strictness: Strictness = "listed") -> list[Part]:
    """One chunk with a verb: 「省大数据局牵头」, 「国家发展改革委会同有关部门负责」; empty if none."""
    tail = _TAIL.search(text, max(start, end - _LONGEST_TAIL), end)
    if tail and tail.start() > start:
        parts = _subjects(text, start, tail.start(), role_of(tail), "", region, strictness)
        if parts:
            divided = bool(_DIVIDED.search(tail[0]))
            return [replace(part, divided=divided) for part in parts] if divided else parts
    shared = _SHARED_OUT.search(text, max(start, end - _LONGEST_TAIL), end)
    if shared and shared.start() > start:
        parts = _subjects(text, start, shared.start(), "joint", "", region, strictness)
        if parts:
            return [replace(part, divided=True) for part in parts]
    for verb in islice(_VERB.finditer(text, start, min(end, start + _LONGEST_SUBJECT)), _MOST_VERBS):
        if verb.start() > start and verb.end() < end and text[verb.end()] not in "人的）)]】〕］":
            scope = text[verb.end() : end]
            parts = _subjects(text, start, verb.start(), role_of(verb), scope, region, strictness)
            if parts:
                return parts
    return []


def _subjects(
    text: str, start: int, end: int, role: Role, scope: str, region: str, strictness: Strictness
) -> list[Part]:
    by = _BY.match(text[start:end])
    if by and by.end() < end - start:
        scope = "；".join(filter(None, (by["scope"].strip(" ，"), scope)))
        start += by.end()
    together = _TOGETHER.search(text, start, end)
    if together:
        first = read_run(text, start, together.start(), region, strictness=strictness)
        second = read_run(text, together.end(), end, region, strictness=strictness)
        if first.understood and second.understood:
            return [Part(first, "lead", scope), Part(second, "cooperating", scope)]
    run = read_run(text, start, end, region, strictness=strictness)
    if run.understood:
        return [Part(run, role, scope)]
    known = sum(1 for item in run.items if item.body)
    if strictness == "listed" and known * 2 > len(run.items):
        return [Part(run, role, scope)]  # one name in it is not understood: reported by the caller
    return []
