"""Items on enumerations, definitions and cited titles.

In: a document's sentences and references.  Out: drafts.  An enumeration is one that counts itself
(四大行动, 三个环节) and whose members are as many as it says; a definition is 「X，是指…」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from kb.quiz.items import BLANK, LINE
from kb.quiz.library import DocumentText, Sentence, quotable_title, titled
from kb.quiz.making.drafts import Draft, Ground, grounds, named

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNTED = re.compile(
    r"(?P<numeral>[两三四五六七八九十])(?P<measure>[大个项类种级])(?!代表|全面|确立|意识|自信|维护|革命|百年|世纪|月|人)"
    r"(?P<noun>[\u4e00-\u9fff]{0,10}(?:行动|工程|环节|领域|产业|体系|平台|数据库|任务|重点|原则|方向|战略|试验区|阶段|机制|板块|支柱|"
    r"支撑|高地|中心|基地|集群|关系|廊道|计划|专项|措施|部分|类型|业态|市场))"
)
#: A verb before the first member: 开展工业领域碳达峰、… → 工业领域碳达峰.
_VERB = re.compile(
    r"^(?:重点|大力|加快|深入|统筹|持续|全面|组织|扎实|积极|着力|协同)*(?:建立健全|实施|开展|推进|发展|推动|建设|打造|构建|抓好|完善|围绕|"
    r"聚焦|突出|坚持|健全|建立|培育|形成|布局|从|在|按|以|包括：?|分为|提升|强化|加强|做好|落实|划分为)好?"
)
_STOPS = ("，", "。", "；", "：", "（", "）", "\n", "")
_DEFINED = re.compile(
    r"(?:^|[。；\n])(?:第[一二三四五六七八九十百]+条\s*)?(?:本(?:条例|办法|规定|意见|方案|规划|细则)?)?(?:中)?所称的?“?(?P<term>[\u4e00-\u9fff]{2,14})”?，?"
    r"是指(?P<meaning>[^。；]{12,110})[。；]"
)
_TITLE = re.compile(r"《[^《》]{4,40}》")
_CITES = re.compile(r"执行|落实|贯彻|按照|依照|遵守|履行|编制|制定|实施|依据|根据")
_KIND = re.compile(
    r"(条例|办法|规定|目录|方案|意见|规划|纲要|指南|标准|公约|协定|法|细则|通知)(?:（[^（）]*）)?$"
)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """「三大行动」 with its three members and the sentence that lists them."""

    sentence: Sentence
    phrase: str
    members: tuple[str, ...]


def enumerations(document: DocumentText) -> tuple[Enumeration, ...]:
    """The enumerations that count themselves."""
    found: dict[tuple[str, tuple[str, ...]], Enumeration] = {}
    for sentence in document.sentences:
        for match in _COUNTED.finditer(sentence.text):
            noun = match["noun"]
            after = sentence.text[match.end() : match.end() + 1]
            if after not in _STOPS or sentence.text.count(match.group()) != 1:
                continue
            wanted = _NUMERALS[match["numeral"]]
            members = _bracketed(sentence.text, match.end()) or _before(sentence.text, match.start())
            if (
                len(members) == wanted == len(set(members))
                and not re.search(r"[的和与及]", noun)
                and _fit(members)
            ):
                found.setdefault((match.group(), members), Enumeration(sentence, match.group(), members))
    return tuple(found.values())


def _bracketed(text: str, at: int) -> tuple[str, ...]:
    match = re.match(r"（([^（）]+)）", text[at:])
    return tuple(match.group(1).split("、")) if match else ()


def _before(text: str, at: int) -> tuple[str, ...]:
    words = re.split(r"[，；：。]", text[:at])[-1].removesuffix("等")
    quoted = re.findall(r"“[^“”]+”", words)
    if len(quoted) >= 2 and words.endswith("".join(quoted)):
        return tuple(quoted)
    parts = re.sub(r"”“", "”、“", words).split("、")
    verb = _VERB.match(parts[0])
    opens = re.search(r"[，；：。]", text[:at]) and text[: at - len(words)].endswith(("：", "为", "包括"))
    if len(parts) < 2 or not (verb or opens):
        return ()
    return (parts[0][verb.end() :] if verb else parts[0], *parts[1:])


def _fit(members: Sequence[str]) -> bool:
    """Whether the members are words of their own: balanced, of like length, without verbs left over."""
    lengths = [len(m) for m in members]
    clean = all(re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9“”（）+/]{2,24}", m) for m in members)
    even = max(lengths) <= 4 * min(lengths)
    whole = all(m.count("（") == m.count("）") and m.count("“") == m.count("”") for m in members)
    return clean and even and whole and not any(re.search(r"等|以及|和$|[与及]$", m) for m in members)


def enumeration_drafts(document: DocumentText, own: Sequence[Enumeration], everywhere: Sequence[Enumeration]) -> Iterator[Draft]:  # fmt: skip  # noqa: E501
    """Which are the members, which is none, and the list with one missing."""
    for one in own:
        where = f"{named(document, one.sentence.clause)}提出的{one.phrase}"
        ground = _ground(document, one.sentence, one.phrase)
        random = Random(f"{one.sentence.clause.id}|{one.phrase}")
        strangers = _strangers(one, everywhere)
        if 2 <= len(one.members) <= 5:
            yield Draft(
                "multiple_choice", "measure", f"{where}包括{BLANK}。", difficulty="medium",
                fact=f"members|{one.phrase}", right=one.members, wrong=strangers,
                size=max(4, len(one.members) + 1), ground=ground,
            )  # fmt: skip
        for stranger in strangers[:3]:
            if len(one.members) < 3:
                break
            yield Draft(
                "single_choice", "measure", f"下列各项中，不属于{where}的是{BLANK}。", difficulty="medium",
                fact=f"stranger|{one.phrase}", right=(stranger,),
                wrong=tuple(random.sample(one.members, 3)), ground=ground,
            )  # fmt: skip
        missing = random.choice(one.members)
        shown = "、".join(LINE if member == missing else member for member in one.members)
        yield Draft(
            "fill_blank", "measure", f"{where}是：{shown}。", difficulty="hard", fact=f"missing|{one.phrase}",
            answer=(missing,), ground=ground,
        )  # fmt: skip
        yield Draft(
            "short_answer", "measure", f"{where}分别是什么？", difficulty="hard", fact=f"all|{one.phrase}",
            answer=one.members, ground=ground,
        )  # fmt: skip


def _strangers(one: Enumeration, everywhere: Sequence[Enumeration]) -> tuple[str, ...]:
    """Members of other enumerations that look alike: in ending or length, both quoted or neither."""
    endings = {member[-2:].strip("”") for member in one.members}
    lengths = {len(member) for member in one.members}
    found: dict[str, tuple[bool, bool]] = {}
    for other in everywhere:
        for member in other.members if other.phrase != one.phrase else ():
            quoted = member.startswith("“") == one.members[0].startswith("“")
            alike = member[-2:].strip("”") in endings
            fits = min(lengths) - 2 <= len(member) <= max(lengths) + 2
            same_kind = other.phrase[1:] == one.phrase[1:] or alike
            if quoted and fits and same_kind:
                found.setdefault(
                    member, (not alike, other.sentence.clause.document != one.sentence.clause.document)
                )
    return tuple(sorted(found, key=lambda member: (found[member][1], found[member][0], member)))


@dataclass(frozen=True, slots=True)
class Definition:
    """「本条例所称非法集资，是指…」."""

    sentence: Sentence
    term: str
    meaning: str


def definitions(document: DocumentText) -> tuple[Definition, ...]:
    """The terms that a document defines."""
    found = []
    for sentence in document.sentences:
        for match in _DEFINED.finditer(sentence.text):
            if "所称" in match["meaning"] or not _balanced(match["meaning"]):
                continue
            found.append(Definition(sentence, match["term"], match["meaning"]))
    return tuple(found)


def _balanced(words: str) -> bool:
    return all(words.count(a) == words.count(b) for a, b in ("（）", "《》", "“”"))


def definition_drafts(document: DocumentText, own: Sequence[Definition]) -> Iterator[Draft]:
    """The term to its meaning, and the meaning to its term."""
    title = titled(quotable_title(document.document))
    for one in own:
        ground = _ground(document, one.sentence, one.term)
        others = tuple(other.term for other in own if other.term != one.term)
        yield Draft(
            "single_choice", "definition", f"根据{title}，{BLANK}是指{one.meaning}。", difficulty="easy",
            fact=f"term|{one.term}", right=(one.term,), wrong=others, ground=ground,
        )  # fmt: skip
        yield Draft(
            "fill_blank", "definition", f"根据{title}，{LINE}是指{one.meaning}。", difficulty="medium",
            fact=f"term|{one.term}", answer=(one.term,), ground=ground,
        )  # fmt: skip
        yield Draft(
            "short_answer", "definition", f"根据{title}，什么是{one.term}？", difficulty="hard",
            fact=f"meaning|{one.term}", answer=(one.meaning,), ground=ground,
        )  # fmt: skip


def reference_drafts(document: DocumentText, titles: Sequence[str]) -> Iterator[Draft]:
    """Which document a sentence cites, where it cites one alone."""
    for sentence in document.sentences:
        cited_titles = _TITLE.findall(sentence.text)
        if len(cited_titles) != 1 or "已经" in sentence.text or "\n" in sentence.text:
            continue
        title = cited_titles[0]
        at = sentence.text.index(title)
        begin = max(sentence.text.rfind(stop, 0, at) for stop in "，。；：）") + 1
        end = min(
            (k for k in (sentence.text.find(s, at) for s in "，。；：（") if k >= 0),
            default=len(sentence.text),
        )
        before, after = sentence.text[begin:at], sentence.text[at + len(title) : end]
        if not (_CITES.search(before) and 6 <= len(before + after) <= 50) or re.search(
            r"[和及、]$|印发|废止|草案", before
        ):
            continue
        if not _balanced(before + after) or re.match(r"[和及、》]|确定的|所列", after):
            continue
        if re.match(r"并|且|由|按照|依照|依据|根据|现将|我", before) or not _KIND.search(title[1:-1]):
            continue  # 并依照《…》的规定予以处罚: whoever reads it alone cannot know who and what for
        ground = _ground(document, sentence, title)
        says = f"{named(document, sentence.clause)}提出，"
        yield Draft(
            "single_choice", "reference", f"{says}{before}{BLANK}{after}。", difficulty="medium",
            fact=f"title|{before}|{after}", right=(title,),
            wrong=_like_titles(title, titles, document), ground=ground,
        )  # fmt: skip
        yield Draft(
            "fill_blank", "reference", f"{says}{before}{LINE}{after}。", difficulty="hard",
            fact=f"title|{before}|{after}", answer=(title,), ground=ground,
        )  # fmt: skip


def _like_titles(title: str, titles: Sequence[str], document: DocumentText) -> tuple[str, ...]:
    """Other titles that the same document cites, those of its kind first: none else is plausible."""
    kind = _KIND.search(title[1:-1])
    own = titled(quotable_title(document.document))
    others = [
        t
        for t in dict.fromkeys(titles)
        if t not in (title, own) and t in document.text and _KIND.search(t[1:-1])
    ]

    def rank(other: str) -> tuple[bool, int]:
        found = _KIND.search(other[1:-1])
        return (not (kind and found and kind.group(1) == found.group(1)), abs(len(other) - len(title)))

    return tuple(sorted(others, key=rank))


def _ground(document: DocumentText, sentence: Sentence, fact: str) -> Ground:
    return Ground(
        (document.citation(sentence.clause, sentence.start, sentence.end),),
        grounds(document, sentence.clause, sentence.text),
        (f"{sentence.clause.id}:{fact}",),
    )
