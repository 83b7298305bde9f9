"""Takes the padding off a piece of a question: what is polite, who asks, how the answer should look.

In: a folded piece without marks (麻烦帮我查一下市能源局有哪些任务来着).  Out: what is left of it
(市能源局有哪些任务) and what was taken off.  Padding stands at the edges only, and a cut never goes
through a word: 统计局 is not 统计 and 局.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kb.answering.lexicon import aside_words
from kb.indexing.tokens import is_known_word, tagged

_ME = r"(?:我们|咱们|我|咱|俺|本人|小编|笔者)"
#: 一下, 一下子, 下
_ONCE = r"(?:一下子|一下下|一下|下子?(?=[^一-龥]|[一-龥]{2})|一眼|看看|个明白)?"
#: 查, 问, 核实: what an asker does.  打听打听 is one of them twice.
_ASKS = (
    r"(?:查询|查阅|查找|查查|查|问问|问|打听打听|打听|了解了解|了解|知道|弄清楚|弄清|搞清楚|搞清|弄明白|搞明白|核实|核对|确认"
    r"|咨询|请教|请问|请示|求证|求助|找|看看|看|列出|列举|列|整理|梳理|汇总|归纳|捋一捋|捋|理一理|说明|说说|说|讲讲|讲|介绍|解释|回答|告诉|算算|数数|盘点)"
)
_GREETING = (
    r"(?:您好|你好|大家好|各位好|老师好|领导好|早上好|上午好|下午好|晚上好|哈[喽啰]|嗨|喂|同志们?|亲|老师们?(?:您好|你好)?"
    r"|小[王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗]|老[王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗])"
)
_POLITE = (
    r"(?:(?:谢谢|多谢|感谢)(?:您|你|各位)?(?:的)?(?:配合|支持|理解|关注|帮助|解答)|不好意思|对不起|抱歉|打扰(?:您|你)?(?:一下)?(?:了|啦|哈)?|冒昧(?:地)?|劳烦|劳驾|拜托|烦请|有劳|辛苦(?:您|你)?(?:一下)?"
    r"|麻烦(?:您|你|大家|各位)?|请教(?:一下)?|请问(?:一下|下)?|请(?:您|你|大家)?(?!求|示)|谢谢(?:您|你)?|跪求|求问|求助)"
)
#: 那, 对了, 顺便: how talk goes on
_DISCOURSE = (
    r"(?:那么|那个|那就|那|这个|就是说|就是|其实|话说|对了|嗯+|呃+|哎+|唉|哦+|噢|啊+|首先|先|再|然后|接着|接下来|另外|还有|还想|顺便|最后"
    r"|但是|可是|不过|所以|因为|反正|总之|只要|只是|只|光|主要|具体|到底|究竟|比如说?|例如|假如|如果|要是|也就是|想必|好像|貌似)"
)
#: 帮我, 给我, 能不能帮我
_FOR_ME = (
    r"(?:(?:能不能|可不可以|可以|能否|能|可否)?(?:帮|给|替|为|跟|向|和)(?:忙|"
    + _ME
    + r"|大家)?(?:大概|简单|仔细|好好|详细)?(?="
    r"查|问|找|看|列|整理|梳理|汇总|归纳|捋|理一理|说|讲|介绍|解释|回答|算|数|核|确认|盘点|弄|搞|把))"
)
_WANTS = (
    rf"(?:{_ME}(?:们)?)?(?:这边|家|自己)?(?:现在|今天|一直|特别|很|真的?|就|只|也|还|又|再|正|其实|主要)*"
    rf"(?:是)?(?:想要|想|要|需要|希望|打算|准备|急着|等着)(?:跟您|向您|跟你|向你|和您|找人|来|能|能够|先)*{_ASKS}{_ONCE}(?:清楚|明白|到|的是)?"
)
_BARE_ASK = (
    rf"(?:{_ME})?(?:来|再|先|仔细|大概|简单|重新|好好)?{_ASKS}"
    r"(?:一下子|一下|一眼|一遍|下|看|清楚|明白|给我|给我听|出来)"
)
_ASK_ONLY = (
    r"(?:查询|查查|问问|打听|请教|咨询|核实|核对|求证|想知道|想问|告诉我?|"
    r"说说|讲讲|看看|列出|列举|列一列|给出|捋一捋|盘点)"
)
_NOT_KNOWING = (
    rf"(?:{_ME})?(?:也|真|还|一直|就|确实)?(?:不知道|不清楚|不晓得|不明白|"
    r"不太清楚|没弄清|搞不清楚?|弄不清楚?|忘了|记不清|记不得|好奇|纳闷|关心的是)"
)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """``text`` is what is left of a piece; ``before`` and ``after`` what was taken off."""

    text: str
    before: str = ""
    after: str = ""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def _opening() -> re.Pattern[str]:
    """What may be taken off the front, one at a time."""
    who = _any((*aside_words("superiors"), *aside_words("offices"), *aside_words("others")))
    sent = (  # 领导让我查, 局里催着要, 记者问
        rf"(?:{_ME})?(?:们)?{who}(?:们)?(?:刚才?|今天|昨天|现在|正|又|都|老|一直|经常|特意|专门)*"
        rf"(?:(?:让|叫|催|派|安排|交代|布置|嘱咐|吩咐|要求|要|喊)(?:着|了)?{_ME}(?:们)?(?:来|去|赶紧|尽快|马上)?(?:要|{_ASKS})?{_ONCE}"
        rf"|(?:在|正在)?(?:催|追|问|打听)(?:着|了|起)?(?:{_ME})?(?:要|问)?(?:到|起)?)"
    )
    parts = (
        _GREETING, _POLITE, _WANTS, sent, _FOR_ME, _BARE_ASK, _ASK_ONLY, _NOT_KNOWING, _DISCOURSE,
        rf"{_ME}(?:就|只|再)?(?:想)?问(?:你|您)?(?:一句|一声|个事|个问题)?",
        r"(?:里面|其中|文中|稿子里)?(?:要|得|需要?)?(?:写清楚?|写明|说清楚?|讲清楚?|交代清楚?)",
        r"(?:简单|简要|大概)?汇报(?:一下|下)", r"(?:想|要)(?:要)?" + _ASKS + _ONCE,
        r"(?:在|正在|刚|要)写[一-龥]{1,6}?(?:请教|用|想问)",
        r"(?:对|照|按)[着照]?(?:文件|原文)(?:说|看|讲)", r"写[一-龥]{1,4}用", r"[急]",
    )  # fmt: skip
    return re.compile("|".join(parts))


#: How the answer should look or be sent, at the end: 列个表发我, 逐条列一下, 说说
_MANNER = (
    r"(?:麻烦|请|劳烦|给我|给咱|帮我|帮忙|替我|都|全部|全|统统|尽量|最好|尽快|赶紧|马上|逐条|逐项|逐个|逐一|挨个|一条条|一条一条|分条|分点"
    r"|(?:按|用|以)(?:照)?(?:表格?|清单|列表|条|顺序|部门|单位|年份|要点|条目|序号)(?:的?(?:形式|格式|方式))?|简单|简要|详细|完整|大概|具体|好好|仔细|再)*"
)
_DOES = (
    r"(?:列|找|查|整理|汇总|梳理|归纳|捋|理|盘点|说明|说|讲|发|摘|抄|摘录|数|算|"
    r"解释|介绍|贴|导|核实|核对|确认|标|写|弄|搞|做|拉|给|统计|报|展开|罗列|拎|挑|筛)"
)
_RESULT = (
    r"(?:一列|一理|一捋|一说|一讲|一查|列一列|捋一捋|说一说|讲一讲|说说|讲讲|查查|看看|理一理|一下子?|下来?|出来|出|全|齐|清楚|清|明白|明|细|一遍|个遍"
    r"|给我|发我|发给我|我|一份|成表格?|成清单|成一张表|成一览表|个表格?|个清单|个单子|一个清单|张表)+(?:吧|呗|哈|啊|来)*"
)
_PARTICLE = r"(?:来着|的说|呢|呀|啊|哈|啦|哦|喔|噢|嘞|咧|哟|呗|捏|哩|诶|了呢|哇)"
_THANKS = (
    r"(?:(?:谢谢|多谢|感谢)(?:您|你|各位)?(?:的)?(?:配合|支持|理解|关注|帮助|解答)"
    r"|谢谢|多谢|感谢|谢了|谢谢啦|辛苦了?|麻烦了?|拜托了?|劳驾了?)(?:您|你|各位|大家|啦|了|哈|啊)*"
)
_CLOSING = re.compile(
    rf"(?:{_PARTICLE}|{_THANKS}|{_MANNER}{_DOES}{_RESULT}"
    r"|(?:这|那)(?:个|件|些)?(?:事儿?|问题|情况|活儿?|内容)|列表|(?:的)?(?:相关)?情况(?:是什么|怎么样|如何)?"
    rf"|(?:{_ME})?(?:想|要)?(?:知道|了解|问问?|打听)(?:一下|下)?"
    r"|到底|究竟|具体|大概|分别)$"
)
#: 怎么说, 讲了什么, 有什么要求: these ask, however they end
_ASKING_END = re.compile(r"(?:怎么|如何|怎样|什么|哪些?|咋|谁来?|谁在|该|由)$")


def trimmed(piece: str) -> Trimmed:
    """The piece without its padding."""
    cuts = _word_borders(piece)
    start, end = 0, len(piece)
    while (found := _opening().match(piece, start, end)) and found.end() in cuts and found.end() > start:
        start = found.end()
    lifted = piece[start:end].startswith(("把", "将"))
    while (at := _closing(piece[start:end])) is not None and start + at in cuts and at < end - start:
        end = start + at
    if lifted and end < len(piece):
        start += 1  # 把市能源局的任务列出来: 把 goes with its verb
    if re.search(r"[一-龥a-z0-9]", piece[start:end]):
        return Trimmed(piece[start:end], piece[:start], piece[end:])
    return Trimmed("", piece, "")


def _closing(text: str) -> int | None:
    """Where the padding at the end begins."""
    found = _CLOSING.search(text)
    if not found:
        return None
    if _ASKING_END.search(text[: found.start()]) and not re.fullmatch(_PARTICLE, found[0]):
        return None
    return found.start()


def _word_borders(text: str) -> set[int]:
    """Where no word of the dictionary is cut: 用市, which the tokenizer made up, is none."""
    inside: set[int] = set()
    at = 0
    for word, _ in tagged(text):
        if is_known_word(word):
            inside.update(range(at + 1, at + len(word)))
        at += len(word)
    return set(range(len(text) + 1)) - inside
