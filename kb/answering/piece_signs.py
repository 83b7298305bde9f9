"""Signs by which a piece of a question is told: that it asks, wishes, tells of the asker, says who they are.

Patterns and sets of cues only; ``kb.answering.pieces`` and ``kb.answering.asides`` read by them.
"""

from __future__ import annotations

import re

MARKS = re.compile(r"[，,。；;？?！!…~\n]+|(?<=[一-龥]) +(?=[一-龥])|——+|：(?!=)|:(?![0-9])")
#: Marks inside these are none of ours: 《…，…》, “…，…”, 1,250.
WHOLE = re.compile(r"《[^《》]*》|[“\"「][^“”\"「」]{2,60}[”\"」]|[（(][^（）()]*[）)]|[0-9],[0-9]{3}")
WH = re.compile(
    r"谁|哪|什么|啥|多少|几[个项条家月年号成吨万亿种份件座处次岁级]|百分之几|是几|到几|怎么|怎样|咋|如何|何时|何为|何谓|为何|为什么|是否|是不是|有没有|要不要|会不会|能不能|可不可以|算不算|需不需要|多[大高长久远]"
)
#: 啥也不懂, 什么都没有: these ask nothing
NOT_ASKED = re.compile(r"(?:啥|什么|谁|哪里|哪儿|怎么)(?:也|都)(?=不|没)")
#: Cues that make a question of words that ask: 谁负责, 有几项; 谁对谁错 and 以哪个为准 have none.
ADDS = frozenset({
    "tasks", "lead", "cooperating", "responsible", "amount", "listed_targets", "targets", "count", "most",
    "least", "when", "compare", "define", "references", "cites", "content", "explain", "report", "issued",
    "in_force", "document_number", "issuer",
})  # fmt: skip
YES_NO = re.compile(r"(?:吗|么|没有|没|不|对不对|是不是|吧)$")
#: Asks about the answer, not about the matter: 能给出处吗, 是真的吗, 到底是怎样的.
META = re.compile(
    r"^(?:这|那|它)?(?:个|些|事)?(?:(?:能不能|能否|可不可以|可否|可以|能(?![源耗效力量级])|行不行|方不方便|方便|麻烦)(?!.*[0-9])|是真的|真的|是真是假|到底|究竟|怎么回事|咋回事|为啥|"
    r"是这样|是怎样|是怎么回事|行吗|好吗|可以吗|好不好|怎么样|有没有(?:出处|原文|依据|来源|人知道)|哪里(?:能|可以)查|谁(?:知道|能告诉|清楚|懂)|怎么(?:说|讲)$|该(?:怎么|找)问)"
)
#: 对吗, 是不是: these ask about what was just said.
CONFIRM = re.compile(
    r"^(?:是吗|对吗|对吧|是吧|对不对|是不是|没错吧|属实吗|是真的吗|真的吗|有这回事吗|是这样吗)$"
)
ME = re.compile(r"^(?:我们|咱们|我|咱|俺|本人|小编|笔者)(?![省市县区])")
ROLE = re.compile(
    r"^(?:我|我们|咱|咱们|本人|俺)?(?:(?:这边|这里|现在|目前|就|本身)*(?:也?是|是来自|来自|属于|代表|就职于|供职于|任职于)(?P<of>[^，]{2,24}?)(?:的(?:[一-龥]{0,8})?|人|工作人员|干部|科员|记者|这边|这里)?"
    r"|(?:人)?(?:现在|目前|就|刚)?在(?P<at>[^，]{2,24}?)(?:上班|工作|任职|供职|挂职|实习|值班|借调|做[一-龥]{2,6}|当[一-龥]{2,6}|这边|这里)(?:的)?"
    r"|作为(?P<as>[^，]{2,24}?)(?:的(?:[一-龥]{0,8})?|工作人员|干部|科员)?)$"
)
#: 我们村想搞光伏: the matter alone
OURSELVES = re.compile(
    r"(?:^|(?<=，))(?:我们|咱们|我|咱)(?:家|村里?|厂里?|店里?|公司|单位|小区|老家|这边|这儿|这里|这)?(?:现在|一直|最近|也)?(?:想要?|要|打算|准备|正在|计划)(?:去|来)?(?:搞|弄|办|做|开|装|申请|建)?"
)
OUR_OWN = re.compile(
    r"(?:我们|咱们|我|咱|本)(?:这个|这)?(?:局里?|委里?|办|厅里?|单位|部门|公司|这边|家)(?![一-龥]长)|(?:局|委|厅)里(?=要|该|得|负责|承担|牵头|有)"
)
#: 关于氢能, 氢能这块: a piece that says what a question is about
ABOUT = re.compile(
    r"^(?:关于|有关|围绕|针对|对于|涉及|在|就|按照?|根据|除了?|不算|不含|只看|限于)|(?:方面|领域|这块|那块|这一块|那一块|这方面|相关|有关)的?$"
)
#: 昨天开会听说的, 2024年写过一稿: what happened to the asker
TELLS = re.compile(
    r"听说|据说|刚才|没讲|没听|待会|碰头|看到|看见|听到|开会|出差|写过|见过|问过|打过|路过|去过|来过|老家|出生|昨天|前天|上次|上回|那次|当时|申请过|论文|写(?:的|个|篇|一)"
)
SUBJECT_CUES = frozenset(
    {"tasks", "targets", "listed_targets", "lead", "cooperating", "who", "without", "both"}
)
#: Cues of what a question may ask for by itself: 有多少项任务, 引用了哪些文件.
COUNTED = frozenset({"tasks", "targets", "listed_targets", "references", "most", "least"})
#: Cues that ask of a matter which must be named: 谁负责, 什么时候.
OF_A_MATTER = frozenset({"who", "responsible", "when", "amount", "explain"})
#: Cues that are words of anything else as well.
WEAK_CUES = frozenset(
    {
        "report",
        "responsible",
        "yes_no",
        "without",
        "both",
        "either",
        "in_force",
        "issued",
        "cites",
        "recurring",
    }
)
#: 要全, 别漏, 不太熟: how the answer should be, or how the asker feels
MANNER = re.compile(
    r"^(?:要(?![素点闻])|别|不|没|太|很|挺|好(?!氧)|得|最好|越|快|真|可|千万|尽量|务必)[一-龥]{0,5}$"
)


#: 最好带上条款号, 给普及一下: what the asker would like of the answer
WISH = re.compile(
    r"^(?:最好|尽量|务必|千万|希望|直接[说讲]|方便的话|可以的话|有的话|给[一-龥]{1,5}(?:一下|下)|顺便)"
)
