"""Questions for an opinion or a judgement: 哪边的政策定得更好, 你觉得方案写得怎么样.

In: a question as typed.  Out: a refusal, because the documents do not judge themselves and neither
does the program; ``None`` for every other question.  Only words of praise and blame count: 更高 and
更多 compare figures, 更好地推进 is how a task is done.
"""

from __future__ import annotations

import re

from kb.answering.library import Library
from kb.answering.suggesting import says
from kb.model import Answer

# 好, 合理, 靠谱; 更好地, 好转 and 好氧 praise nothing
_WORTH = (
    r"(?:好看|好懂|好(?![一-龥])|好(?=[一些点呢吗吧啊呀])|差(?![一-龥距异值])|棒|强(?=$|[一些点呢吗吧，？])|优秀|先进(?![一-龥])|合理(?![利使用配布])"
    r"|科学(?![一-龥])|靠谱|完善(?=$|[一些点呢吗吧，？])|到位|高明|给力|厉害|像样|实在|务实|漂亮|有水平|糟糕|离谱)"
)
# 写得, 定得
_MADE = r"(?:写|定|制定|订|编|编制|做|搞|干|弄|办|抓|执行|落实|设计|考虑)[得的]"
_WHICH = r"(?:哪(?:一)?(?:个|边|份|家|里|方|套|部|篇|省|市)|谁)"
_MORE = r"(?:更|最|比较|相对|要|会|还是|是)*"
_JUDGED = re.compile(
    # 哪边的政策定得更好, 谁写得好
    rf"{_WHICH}[^，。？?！]{{0,14}}?(?:{_MADE}{_MORE}|{_MORE}(?<=[更最较对]))[^，。？?！]{{0,2}}{_WORTH}"
    # 食堂和餐桌哪个好
    rf"|{_WHICH}{_WORTH}"
    # 定得合理不合理, 写得怎么样
    rf"|{_MADE}{_MORE}(?:怎么样|如何|咋样|好不好|合不合理|{_WORTH}(?:吗|不|没有|不{_WORTH})?)(?:$|[，。？?！])"
    # 目标能不能实现: what will be, which no text says
    r"|(?:能不能|能否|会不会)(?:按时|按期|如期|真的|全部)?(?:完成|实现|做到|达成|达标|成功)(?:得了|了|呢)?(?:$|[，。？?])"
    # 这个目标合不合理
    r"|(?:合不合理|靠不靠谱|科不科学|值不值得|先不先进|合理吗|靠谱吗|科学吗|值得吗|先进吗)(?:$|[，。？?！])"
)
# 你觉得, 你怎么看: the program is asked for what it thinks
_THINKS = re.compile(
    r"(?:你|您|你们)(?:自己|个人)?(?:觉得|认为|感觉)[^？?]{0,30}?"
    rf"(?:{_MORE}{_WORTH}|怎么样|如何(?=$|[，。？?])|能不能(?:完成|实现|做到|成)|能(?:完成|实现|做到|成)[不吗]|完得成|做得到)"
    r"|(?:你|您|你们)(?:对[^，。？?]{1,20})?(?:怎么看(?!待?会)|怎么评价|如何评价|如何看待|有什么看法|有何看法|支持谁|站哪边)"
)
# 推荐几只股票, 写一首诗: something is to be made or picked; 要推荐几家企业 asks what a text says
_REQUESTED = re.compile(
    r"(?:^|[，。？?！]|请|[帮给]我|帮忙|能不能|能否|可以)(?:你|您)?(?:[帮给]我)?"
    r"(?:推荐(?:一下)?(?:[一几两三五十0-9]{1,2})?(?:些|[只支款本](?!(?:作|持)))[^，。？?]{0,12}?(?:股票|股|基金|彩票|书|小说|电影|手机|产品)"
    r"|(?:写|作|做|编|创作|赋|来)(?:一|两|几)?首[^，。？?]{0,20}?(?:诗|词|歌|歌曲)(?=[，。？?！吧呗呢]|$)"
    r"|(?:写|编|讲|说|来)(?:一|两|几)?个[^，。？?]{0,12}?(?:故事|笑话|段子|谜语)(?=[，。？?！吧呗呢]|$)"
    r"|写(?:一|两|几)?篇[^，。？?]{0,16}?(?:作文|小说|散文|诗歌)(?=[，。？?！吧呗呢]|$)"
    r"|画(?:一|两|几)?[张幅][^，。？?]{0,16}?(?:画|图)(?=[，。？?！吧呗呢]|$))"
)
# 甲和乙都不负责的: what no list of either holds, which says nothing, as lists end in 等
_NEITHER = re.compile(
    r"[和与跟、及][^，。？?负牵]{2,24}?[都均](?:不|没|没有|未)(?:用|去|再)?(?:管|负责|牵头|参与|参加|承担|涉及)(?!理)"
)
_EXCLUDED = "问的是几个单位都不负责的任务：名单多以“等”结尾，未列名不等于不负责，政策通不作这样的排除。"
_NOT_MADE = "问的是推荐或创作，政策通只按文件回答，不作推荐，也不代为创作。"
_REASON = "问的是看法或评价，文件没有写，政策通不作评价。"


def judgement_refused(folded: str, typed: str, library: Library) -> Answer | None:
    """The refusal of a question for an opinion, a work or what nobody is responsible for; else ``None``."""
    if _REQUESTED.search(folded):
        reason, reading = _NOT_MADE, "按推荐或创作的要求理解"
    elif _NEITHER.search(folded):
        reason, reading = _EXCLUDED, "按几个单位都不负责理解"
    elif _JUDGED.search(folded) or _THINKS.search(folded):
        reason, reading = _REASON, "按看法或评价理解"
    else:
        return None
    parts = [c for c in library.clauses() if c.level == 1 and c.number][:2]
    return Answer(
        question=typed,
        intent="passages",
        status="not_found",
        answer=reason,
        reading=reading,
        reason=reason,
        suggestions=tuple(says(library, c) for c in parts),
    )
