"""Words that make the subject of a sentence responsible: 要, 应当, 负责, 由…牵头, 按照各自职责.

Expressions only, each for one place in a sentence; ``prose`` says which bodies stand before them.
Their groups name the role: ``lead``, ``together`` (会同, the subject leads), ``help``, ``joint`` or
``task`` (joint too, but only where nothing says that the task is done).
"""

from __future__ import annotations

import re

#: 「同时，」 「其中，」 before the subject
OPENER = re.compile(
    r"(?:请|同时|此外|另外|其中|因此|一方面|另一方面|会议要求|[一二三四五六七八九]是|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、])[，,]?\s*"
)
#: 「按照各自职责」 「在各自职责范围内」 「按职责分工」, not 「依据职权作出的决定」
_SHARE = (
    r"(?:(?:按照|按|依照|依据|根据|结合|在)(?:各自|部门|本部门|工作|法定)?的?(?:职责|职能|职权)(?:任务|权限)?和?(?:分工)?"
    r"(?:范围)?内?(?!\w{0,4}(?:作出|制定|规定|认定|确定|发布|出台|颁发|公布|批准)的))"
)
_ADVERB = (
    r"(?:也|都|均|还|将|则|共同|分别|具体|统一|主要|切实|积极|继续|认真|坚决|进一步|及时|依法|按照?有关规定|按规定"
    rf"|{_SHARE})"
)
#: 「…的主管部门」 「…工作的责任主体」
_IN_CHARGE = r"(?:(?:主管|责任|管理|监管|监督|执法|实施)(?:部门|单位|机关|机构|主体)|责任人)"
#: 「对绿色建筑活动实施监督管理」
_OVERSEES = r"对(?=[^，。；了]{2,40}(?:实施|进行|负责)[^，。；了]{0,6}(?:监督|监管|管理|指导|督导)(?!的))"
#: What helping is called: 「按职责参与」 is no duty of its own.
_HELP = r"(?:配合|协助|协办|参与|参加)"
#: Plain verbs of a task: 「做好资金保障」; ``DONE`` after them tells of the past: 「做好了」
_TASK = (
    r"做好|抓好|抓紧(?:落实|推进|实施|组织)|统筹(?:协调|推进|做好|抓好)|各司其职|各负其责"
    rf"|{_SHARE}(?!(?:任务|权限|分工|范围|[和内])*(?:$|{_HELP}))"
    r"|(?:履行|落实|压实)(?=[^，。；了]{0,10}(?:责任|职责|义务)(?!的|[所之]?需|情况|过程|中|时))"
)
DONE = re.compile(r"了|已|曾|取得|完成率|以来|去年|上年")
#: Words of duty after a subject.  要 of 要求, 应 of 应用 and 负责 of 负责人 are none.
#: What any of them begins with: most characters are passed over at once.
_FIRST = "(?=[也都均还将则共分具统主切积继认坚进及依按根结在牵是作为会要应必须需负承对做抓于履落压各归])"
DUTY = re.compile(
    rf"{_FIRST}{_ADVERB}{{0,3}}(?:"
    r"(?P<lead>牵头(?!单位|部门|人|的)|(?:是(?!指)|作为|为)(?=[^，。；]{0,30}牵头(?:责任)?(?:部门|单位)))"
    r"|(?P<together>会同(?![意时]))"
    rf"|(?P<help>(?:是(?!指)|作为|为)(?=[^，。；]{{0,12}}{_HELP}(?:责任)?(?:部门|单位)))"
    r"|(?P<joint>要(?![求点素件闻害约])|应当|应(?![用急对变邀届])|必须|须(?!知)|需要|需(?!求)"
    r"|负责(?!人|任|的|同志)|承担(?![的了])|对(?=[^，。；]{2,40}负(?:总|主体|领导|全面|主要)?责)"
    rf"|(?:是(?!指)|作为|为)(?=[^，。；]{{0,40}}{_IN_CHARGE})|主管(?=[全本][^，。；]{{2,30}}(?:工作|管理|事务))|归口(?=管理|负责|指导)"
    rf"|{_OVERSEES}|{_SHARE}$"
    r"|(?:于|在)(?=[^，。；]{2,24}前)|将(?=[^，。；]{2,40}(?:报送|上报|汇总后报|报[省市县]|报告)))"
    rf"|(?P<task>{_TASK})"
    r")"
)
#: 「由市能源局牵头」: what stands before the bodies and what may follow them
BY = re.compile(r"由(?!于|此|来)|授权|经(?![济贸信开营费办])(?=[^，。；]{2,40}会同)")
BY_VERB = re.compile(
    rf"{_ADVERB}{{0,3}}(?:(?P<lead>牵头(?!单位|部门|人|的))|(?P<together>会同)"
    r"|(?P<joint>负责(?!人|任|的)|组织(?!部)|承担(?!的)|统筹|落实|实施|制定|办理|解释|具体|责令|依法|给予[^，。；]{0,6}处罚"
    r"|编制|拟订|起草|监督|指导|协调|督促|推进|推动|开展|汇总|考核|验收|核发|受理|审核|做好|抓好|主管|执行|给予|予以|进行|处理|处置|查处|吊销|撤销|征收|确认|发布|处(?=[^，。；]{0,24}罚款)))"
)
CHARGE = re.compile(r"责成|责令(?=[一-龥]{0,6}(?:局|委|部门|政府))")
#: 「2026年3月底前，各县（市、区）人民政府对…进行评估」: after a deadline a plain verb is a duty.
DEADLINE = re.compile(
    r"[^，。；]{0,6}(?:\d{4}年|每年|每季度|每月|每半年|今年)[^，。；]{0,16}前[^，。；]{0,2}"
)
DATED_VERB = re.compile(
    r"(?:要|应|须)?(?:对|组织|开展|完成|制定|向|报|将|印发|出台|提交|形成|建立|编制|汇总)"
)
#: 「牵头单位为市科技局」: the heading of a list as the subject of a sentence
NAMED_AS = re.compile(
    r"(?:(?:其中|本项工作|该项工作|此项工作)[，,]?)?的?(?:(?P<lead>(?:总)?牵头|主办|主要责任)|(?P<help>配合|协办|协助|参与)"
    r"|(?P<joint>责任|负责|实施|承办))(?:单位|部门)(?:分别)?[为是](?!指)"
)
#: 「牵头的工作专班」: the words qualify something else.
QUALIFIES = re.compile(r"[^，。；]{0,12}?的")
#: What a further body of the sentence does: 「，市财政局给予经费保障」
ALSO_VERB = re.compile(
    rf"{_ADVERB}{{0,2}}"
    r"(?:给予|提供|加强|强化|开展|组织(?!部)|制定|落实|推进|推动|指导|监督|督促|建立|健全|完善|安排|保障|支持|协助|协调|办理)(?!中心|局|处)"
)
#: 「镇人民政府在区人民政府领导下，负责…」 「市城管局在台风来临时，负责…」
UNDER = re.compile(r"在[^，。；]{2,24}?(?:(?:领导|指导|统筹|组织)下|(?<!同)时|期间|前|后)$")
