"""Responsibility said in a sentence: 「由市能源局牵头」, 「市住建局要…」, 「责成…」, 「X会同Y」.

In: the clean text of a clause and the stretches that lists already took.  Out: runs of bodies
with a role and their sentence.  Precision before recall: the whole subject must be known
bodies or groups, and only words of duty count.  「抄送市发展改革委」, 「向市委、市政府汇报」,
「省生态环境厅规定的标准」 make nobody responsible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from kb.model import Role
from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.duties import (
    ALSO_VERB,
    BY,
    BY_VERB,
    CHARGE,
    DATED_VERB,
    DEADLINE,
    DONE,
    DUTY,
    NAMED_AS,
    OPENER,
    QUALIFIES,
    UNDER,
)
from kb.tagging.bureaus.endings import goes_on
from kb.tagging.bureaus.items import Item, Run, read_run, trimmed
from kb.tagging.bureaus.names import Body, read, tidy
from kb.tagging.bureaus.phrases import NOT_AGAIN, Part, default_part, role_of, statement


@dataclass(frozen=True, slots=True)
class Said:
    """Bodies made responsible by a sentence ``[start, end)`` of the clean text."""

    part: Part
    start: int
    end: int
    rule: str


#: Sentences end here; a paragraph and a table's cell too.
_SENTENCE = re.compile(r"[^。！？；|\n]+")
#: A subject is no longer than this; beyond it nothing is tried.
_LONGEST_SUBJECT = 160
#: How far behind a subject its duty is read: 「是本市…工作的主管部门」.
_LONGEST_DUTY = 60
#: Words of the past count so far behind a verb.
_LONGEST_REST = 300
#: How many words of duty are tried as the end of one subject: 「由市推进办牵头」 has two.
_MOST_TRIES = 6
#: No name goes on behind another 由, so that no stretch is read twice.
_NEXT_BY = re.compile("由|授权")
#: 「中国人民银行及其分支机构」
_WITH_BRANCHES = re.compile(
    r"(?:以及|或者|[和及与或])其(?:所属|下属|直属|派出|分支)?(?:机构|单位|部门)(?:、(?:派出|分支)机构)?$"
)
#: 「相关行业主管部门（以下统称监管部门）」
_CALLED = re.compile(r"（以下(?:简称|统称|称)[^（）]{1,40}）$")
_LONGEST_CALLED = 50
#: Names too wide to be made responsible by a sentence.
_TOO_WIDE = frozenset({"政府", "人民政府", "党委", "部门", "单位", "企业", "主管部门"})


def find_said(text: str, taken: Sequence[tuple[int, int]], region: str) -> list[Said]:
    """Responsibility in the running text between lists, in order."""
    found: list[Said] = []
    for start, end in _open_stretches(text, taken):
        for sentence in _SENTENCE.finditer(text, start, end):
            found += _sentence(text, *trimmed(text, *sentence.span()), region)
    return found


def _open_stretches(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    position = 0
    for start, end in taken:
        if start > position:
            yield position, start
        position = max(position, end)
    if position < len(text):
        yield position, len(text)


def _sentence(text: str, start: int, end: int, region: str) -> Iterator[Said]:
    if end - start < 4:
        return
    if NOT_AGAIN.search(text, start, end):
        part = default_part(text, start, end, region)
        if part:
            yield Said(part, start, end, "default")
            return
    led = named = dated = False
    before = (start, start)
    for begin, finish in _clauses(text, start, end):
        opener = OPENER.match(text, begin, finish)
        subject = opener.end() if opener else begin
        said = (
            _subject(text, subject, finish, region)
            or _by(text, subject, finish, region)
            or _named_as(text, subject, finish, region)
        )
        if not said:
            said = _continued(text, before, subject, finish, region)
        before = (subject, subject if said else finish)
        if not said and dated:
            said = _dated(text, subject, finish, region)
        dated = bool(DEADLINE.fullmatch(text, begin, finish))
        if not said and named:
            said = _partners(text, subject, finish, region)
        if not said and named:
            said = _helpers(text, subject, finish, region, led) or _also(text, subject, finish, region)
        if not said and not named:
            said = _helping(text, subject, finish, region)
        named = named or bool(said)
        led = led or any(part.role == "lead" for part, _ in said)
        for part, rule in said:
            yield Said(part, start, end, rule)


_COMMA_OR_BRACKET = re.compile(r"[（(\[）)\]，,：]")


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas outside brackets, so long as they can hold a body's name."""
    depth, begin = 0, start
    for mark in _COMMA_OR_BRACKET.finditer(text, start, end):
        char, index = mark[0], mark.start()
        if char in "（([":
            depth += 1
        elif char in "）)]":
            depth = max(0, depth - 1)
        elif depth == 0:
            if index - begin > 2:
                yield begin, index
            begin = index + 1
    if end - begin > 2:
        yield begin, end


def _subject(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """「各县（区、市）以及各有关部门要深刻领会…」"""
    limit = min(end, start + _LONGEST_SUBJECT)
    charge = CHARGE.match(text, start, limit)
    if charge:
        run = _leading_run(text, charge.end(), limit, region)
        leads = run is not None and text.startswith("牵头", run.items[-1].end)
        return [(Part(run, "lead" if leads else "joint"), "charged")] if run else []
    for duty in islice(DUTY.finditer(text, start, min(end, limit + _LONGEST_DUTY)), _MOST_TRIES):
        if duty.start() == start or duty.start() > limit:
            return []
        run = _strict(text, start, duty.start(), region)
        if run is not None:
            return [] if _done(text, duty) else _with_partners(text, run, duty, end, region, "subject")
    return []


def _done(text: str, duty: re.Match[str]) -> bool:
    """「市财政局做好了资金保障」 tells of the past."""
    return bool(duty["task"]) and _past(text, duty.end())


def _past(text: str, position: int) -> bool:
    rest = _SENTENCE.match(text, position, position + _LONGEST_REST)
    return bool(rest and DONE.search(text, *rest.span()))


def _continued(
    text: str, subject: tuple[int, int], start: int, end: int, region: str
) -> list[tuple[Part, str]]:
    """「各县（市、区）、市直各部门，要…」: the subject stands before the comma."""
    duty = DUTY.match(text, start, min(end, start + _LONGEST_DUTY))
    under = UNDER.search(text, *subject) if duty else None
    subject = (subject[0], under.start()) if under else subject
    run = _strict(text, *subject, region) if duty and not _done(text, duty) else None
    return _with_partners(text, run, duty, end, region, "subject") if run and duty else []


def _by(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """「由市能源局牵头，市财政局配合」"""
    for by in BY.finditer(text, start, end):
        begin = by.end()
        following = _NEXT_BY.search(text, begin, min(end, begin + _LONGEST_SUBJECT))
        limit = following.start() if following else min(end, begin + _LONGEST_SUBJECT)
        for verb in islice(BY_VERB.finditer(text, begin, limit), _MOST_TRIES):
            run = _strict(text, begin, verb.start(), region) if verb.start() > begin else None
            if run is None:
                continue
            if QUALIFIES.match(text, verb.end(), min(end, verb.end() + 14)):
                break
            return _with_partners(text, run, verb, end, region, "by")
    return []


def _named_as(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """「牵头单位为市科技局，配合单位为市教育局」"""
    named = NAMED_AS.match(text, start, end)
    run = _leading_run(text, named.end(), end, region) if named else None
    if named is None or run is None or QUALIFIES.match(text, run.items[-1].end, end):
        return []
    return [(Part(run, role_of(named)), "named")]


def _with_partners(
    text: str, run: Run, verb: re.Match[str], end: int, region: str, rule: str
) -> list[tuple[Part, str]]:
    """The subject with its role, and whom it acts together with: 「会同有关部门」."""
    together = verb if verb["together"] else None
    after = verb.end()
    if together is None:
        following = re.compile(r"(?:负责|组织)?会同").match(text, after, end)
        if following:
            together, after = following, following.end()
    role: Role = "lead" if verb["lead"] or together else "joint"
    if verb.re is DUTY and verb["help"]:
        role = "cooperating"
    parts = [(Part(run, role), rule)]
    if together:
        partners = _leading_run(text, after, min(end, after + _LONGEST_SUBJECT), region)
        if partners:
            parts.append((Part(partners, "cooperating"), "together"))
    return parts


def _helpers(text: str, start: int, end: int, region: str, led: bool) -> list[tuple[Part, str]]:
    """「，市财政局、市工信局配合」 after a leader; after others only help counts."""
    parts = statement(text, start, end, region, "strict")
    return [(part, "helpers") for part in parts if led or part.role == "cooperating"]


#: 「市总工会参与培训工作」; 参与度, 参与的 and 参与者 are no help.
_SHARE = re.compile("职责|职能|分工")
_HELP = re.compile(r"(?:配合|协助|协办|参与|参加)(?![的了过度率者人方])")


def _helping(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """「市总工会参与。」 with no other's duty before it; never wide groups: 「社会组织参与」."""
    help_verb = _HELP.search(text, start, min(end, start + _LONGEST_SUBJECT))
    if help_verb is None or QUALIFIES.match(text, help_verb.end(), end) or _past(text, help_verb.end()):
        return []
    parts = statement(text, start, end, region, "strict")
    bodies = [item.body for part in parts for item in part.run.items if item.body]
    if any(part.role != "cooperating" for part in parts):
        return []
    if all(_is_wide(body) for body in bodies) and not _SHARE.search(text, start, end):
        return []  # but 「各有关部门按职责配合」
    return [(part, "helpers") for part in parts]


def _is_wide(body: Body) -> bool:
    """社会组织, 各有关部门; 公安部门 are certain offices."""
    return body.kind == "group" and not _CERTAIN.fullmatch(body.name)


_CERTAIN = re.compile(
    r"(?!各|有关|相关|其他|所有|政府|主管|职能|监管)[一-龥]{2,10}(?<!有关)(?<!相关)(?<!主管)部门"
)


def _also(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """「，市财政局给予经费保障」 beside another's duty."""
    for verb in islice(ALSO_VERB.finditer(text, start, end), _MOST_TRIES):
        run = _strict(text, start, verb.start(), region) if verb.start() > start else None
        if run is not None:
            qualifies = QUALIFIES.match(text, verb.end(), min(end, verb.end() + 14))
            return [] if qualifies or _past(text, verb.end()) else [(Part(run, "joint"), "also")]
    return []


def _dated(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """The subject after a deadline."""
    run = _leading_run(text, start, end, region)
    if run is None or not DATED_VERB.match(text, run.items[-1].end, end):
        return []
    return [(Part(run, "joint"), "dated")]


def _partners(text: str, start: int, end: int, region: str) -> list[tuple[Part, str]]:
    """「，会同各有关部门共同推进」 after a subject."""
    together = _AND_WITH.match(text, start, end)
    run = _leading_run(text, together.end(), end, region) if together else None
    return [(Part(run, "cooperating"), "together")] if run else []


_AND_WITH = re.compile(r"并?会同")


def _zones_beside_groups(run: Run) -> bool:
    """「各县（市、区）、南通开发区、市各有关部门」"""
    groups = any(item.body and item.body.kind == "group" for item in run.items)
    return groups and all(item.body or _ZONE.search(item.printed) for item in run.items)


def _strict(text: str, start: int, end: int, region: str) -> Run | None:
    """The whole stretch as known bodies, else None."""
    start, end = trimmed(text, start, end, "，,")
    named = _CALLED.search(text, max(start, end - _LONGEST_CALLED), end)
    end = named.start() if named else end
    branches = _WITH_BRANCHES.search(text, start, end)
    end = branches.start() if branches else end
    if end - start < 2 or end - start > _LONGEST_SUBJECT or text[end - 1] not in _last_characters():
        return None
    run = read_run(text, start, end, region, strictness="strict")
    if _zones_beside_groups(run):
        run = read_run(text, start, end, region)
    if not run.understood or any(item.body and item.body.name in _TOO_WIDE for item in run.items):
        return None
    return run


@cache
def _last_characters() -> frozenset[str]:
    """What a name may end in: a quick way out for most stretches before a word of duty."""
    strong, weak = lexicon.suffixes()
    words = (*strong, *weak, *lexicon.cores(), *lexicon.national_names())
    return frozenset(
        [*(word[-1] for word in words), *"省市县区旗州盟地方面业位队厂库校场城镇村团体）)]］〕等"]
    )


_ZONE = re.compile(r"(?:开发区|高新区|新区|示范区|经开区|园区|管委会)$")


#: Where a name may end inside running text.
_NAME_END = re.compile(r"[局委办厅部署院会社行司团府门位关构面业]")


def _leading_run(text: str, start: int, end: int, region: str) -> Run | None:
    """The bodies that running text begins with: 「有关部门组织…」 → 有关部门."""
    items: list[Item] = []
    position = start
    is_open = False
    while position < end:
        found = _longest_name(text, position, end, region)
        if found is None:
            break
        stop, body = found
        items.append(Item(position, stop, tidy(text[position:stop]), body))
        joint = re.compile(r"[、和及与]|以及|等").match(text, stop, end)
        if joint is None:
            break
        is_open |= joint[0] == "等"
        position = joint.end()
    return Run(tuple(items), is_open) if items else None


_GOES_ON = re.compile("门|员会|公室|[和及](?:有关|相关)?(?:单位|地区|地方|企业)")


def _longest_name(text: str, start: int, end: int, region: str) -> tuple[int, Body] | None:
    best: tuple[int, Body] | None = None
    for match in _NAME_END.finditer(text, start, min(end, start + 24)):
        reading = read(text[start : match.end()], region, strictness="strict")
        if reading is None or _GOES_ON.match(text, match.end()) or goes_on(text, start, match.end()):
            continue
        if best is None or best[1].kind == reading.body.kind == "body":
            best = (match.end(), reading.body)
    return best
