"""What is to be drawn up or carried out by a day: 「2025年6月底前，制定出台《…方案》」, 「年底前完成自查」.

In: a sentence with its figures and deadlines.  Out: duties whose indicator is the deed as printed.
Only deeds that are done or not done count, such as a text that is issued, and only by a day that is
printed; 「到2025年，建立现代产业体系」 is an aim without a measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.duties import Duty, actor_of
from kb.tagging.targets.ordered import Ordered
from kb.tagging.targets.quantities import Quantity

#: 6月底前, 年底前, 上半年, 每年3月底前; not 到2025年, “十四五”期间
_PRECISE = re.compile(r"前|底|月|[上下]半年|季度|年内")
_BORDER = r"(?=[，。；、）)\n“”]|并|及其|后|的?基础上|\Z)"
#: A text that is issued, a body of rules that is set up.
_PAPER = (
    r"方案|规划|计划|办法|细则|意见|标准|规范|清单|目录|指南|指引|导则|制度|机制|体系|政策|措施|名单|名录|报告|条例|规定|规则"
    r"|预案|台账|台帐|任务书|路线图|时间表|白皮书|章程|数据库|项目库|平台|图集|文件|通知|公告|总结|情况|材料|信息"
)
_DRAW_UP = (
    r"(?:研究|组织|抓紧|全面|基本|统一|联合)?(?:制定出台|制定印发|制订印发|编制印发|制定发布|编制发布|修订印发|编制完成"
    r"|制修订|制定完善|建立健全|建立完善|制定|制订|出台|印发|编制|发布|公布|修订|建立|建成|报送|上报|提交)(?!的)"
)
#: 研究制定《…方案》, 出台实施细则
_DRAWN_UP = (
    rf"{_DRAW_UP}(?:[^，。；：\n《》]{{0,16}}《[^《》\n]{{1,80}}》"
    rf"|[^，。；：\n《》]{{0,36}}?(?:{_PAPER})){_BORDER}"
)
_DEEDS = (
    r"自查|自评|评估|验收|编制|修订|清理|摸底|排查|普查|调查|考核|整改|审核|论证|审批|备案|申报|选址|立项|招标|前期工作|手续"
    r"|准备工作|换届|换证|公示|核查|核验|认定|清算|结算|决算|挂牌|组建|移交|划转|改革|任务|整治|工作"
)
#: 完成自查, 完成规划编制工作, 完成第三方评估
_CARRIED_OUT = rf"(?:全面|基本|全部|组织)?完成[^，。；：、\n《》]{{0,24}}?(?:{_DEEDS})(?:工作)?{_BORDER}"
#: 年底前开工建设, 12月底前竣工投产
_BUILT = (
    r"(?:全面|全部|基本|正式|实现)?(?:开工建设|竣工投产|竣工验收|建成投产|建成投用|建成通车|投入使用|投入运[行营]|上线运行|竣工"
    rf"|投产|投运|启用|通车|开工|上线){_BORDER}"
)
_DEED = re.compile(f"{_DRAWN_UP}|{_CARRIED_OUT}|{_BUILT}")
#: 市能源局|牵头, 由市发展改革委会同有关部门
_DOER = re.compile(
    r"[，,]?由?(?P<actor>[^，。；：\n]{2,30}?(?:单位|部门|政府|[局委办厅院社处]|公司|机构|小组|中心|[市县区州镇乡]|[）)]))"
    r"(?:牵头|负责|组织|共同|联合|分别|要|应当?|须|会同[^，。；：\n]{2,30}?(?=牵|负|组|共|要|应|须|\Z)){0,4}\Z"
)
_DONE = re.compile(r"(?:已经?|曾)\Z")
#: The deed stands no farther than this behind its day.
_NEAR = 80


def find_deliverables(
    text: str, start: int, end: int, figures: Sequence[Quantity], deadlines: Sequence[Deadline]
) -> Iterator[Duty]:
    """The deeds of one sentence that are due by a printed day."""
    measured = Ordered(figures)
    for number, deadline in enumerate(deadlines):
        if deadline.kind not in {"by", "frequency"} or not _PRECISE.search(deadline.text, 1):
            continue
        stop = deadlines[number + 1].start if number + 1 < len(deadlines) else end
        stop = min(stop, deadline.end + _NEAR)
        actor = ""
        for match in _DEED.finditer(text, deadline.end, stop):
            gap = text[deadline.end : match.start()]
            if "；" in gap or "。" in gap or measured.any_between(match.start(), match.end()):
                break
            if _DONE.search(gap):
                continue
            doer = _DOER.match(text, deadline.end, match.start())
            actor = doer["actor"].strip() if doer is not None else actor or actor_of(text, start, deadline)
            span = (match.start(), match.end())
            yield Duty(span, deadline.start, match.end(), deadline, actor=actor, rule="duty:deed")
