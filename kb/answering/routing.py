"""Which kind of answer a question gets: the first that fits, from sure signs to vague ones."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.answering import (
    bodies,
    clauses,
    conditions,
    conversions,
    counties,
    counting,
    deadlines,
    definitions,
    enumerations,
    facts,
    figures,
    groups,
    holdings,
    matters,
    mentions,
    passages,
    references,
    section_tasks,
    subject_duties,
    target_lists,
    unlisted,
    yes_no,
)
from kb.answering.announced_scope import announced_in
from kb.answering.clause_numbers import headed
from kb.answering.evidence import Context
from kb.model import Answer

_COUNTED_TASKS = re.compile(
    r"(?:多少|几)[项个条件]?(?:的)?(?:任务|工作|职责|事)|(?:任务|工作|职责)[^，。]{0,6}(?:多少|几[项个条件]|总数|数量)"
)

_WHICH_OF_THEM = re.compile(
    r"还是|(?:是|由|归|该|，)(?:谁|哪家|哪个)(?:来|在)?(?:牵头|负责|管|主办|承担)(?!的?(?:任务|项目|工作))"
)
_TASKS_COUNTED = re.compile(r"(?:多少|几|哪些|哪几)[个项条]?(?:的)?(?:项目|任务|工作|事项)")
#: Figures of another place that are shown as the nearest.
NEAREST = 6
# 向谁汇报
_TO_WHOM = re.compile(r"(?:[向给]|抄送|报送)(?:谁|哪|什么)")
# 找谁赔, 谁给: another deed than being responsible, which one character says
_OTHER_DEED = re.compile(
    r"谁(?:来|去|能|会|要|该)?[赔补给付买还罚判赚亏](?:钱|偿)?(?:呢|啊)?(?:[，。？?！]|$)"
    r"|(?:谁|哪些?(?:单位|部门|人|企业|机构))(?:才|都)?(?:可以|能够?|有资格|不能|不可以)(?:申请|享受|领取|领|申报|报名|入住)"
)
# 重点任务说了什么 asks for the text, not for a figure
_ASKS_THE_TEXT = re.compile(r"[说讲写](?:的?是|了)?些?什么")
# 利用率, 占比, 煤耗: what is measured
_INDICATOR = re.compile(
    r"(?:率|占比|比重|比例|强度|能耗|煤耗|增速|规模|里程|面积|产值|收入|人数|户数|(?<![质力能大少增])量)$"
)


def reply(context: Context) -> Answer:
    """The answer to a question that was read."""
    question = context.question
    if question.unknown_titles:
        return _about_unknown_title(context)
    if own := holdings.holdings(context) or conversions.conversion_refused(context):
        return own
    if foreign := counties.foreign_place(context):
        return counties.place_not_found(context, foreign, _elsewhere(context))
    if fact := facts.document_fact(context) or mentions.mentioned(context):
        return fact
    found = headed(context)
    if question.mentions and not found:
        return _about_bodies(context)
    if cases := conditions.listed_cases(context):
        return cases
    if question.asks("who") and (question.topic or question.number) and not question.asks("most", "least"):
        return _about_who(context)
    if _TASKS_COUNTED.search(question.text) and (tasks := _announced_tasks(context)):
        return tasks
    if counting.asks_for_parts(context):
        return counting.how_many(context)
    if question.number and question.asks("count") and question.asks("tasks"):
        return counting.how_many(context)
    if question.number and not question.asks("amount", "targets", "yes_no", "when"):
        return clauses.clause_text(context)
    if found and question.asks("tasks") and (tasks := section_tasks.section_tasks(context, found)):
        return tasks
    if found:
        return clauses.headed_text(context, found)
    if question.asks("most", "least") and question.asks("who", "tasks"):
        return counting.most(context)
    if places := counties.counties_named(context):
        return counties.county_duties(context, places)
    if group := groups.group_named(context):
        return (question.asks("when") and deadlines.deadlines(context)) or group
    if answer := _about_content(context):
        return answer
    if question.asks("tasks", "responsible") and (duties := subject_duties.subject_duties(context)):
        return duties
    return clauses.outline(context) or passages.passages(context)


def _announced_tasks(context: Context) -> Answer | None:
    """六大行动一共多少个项目: the tasks below what a document announces; ``None`` beside another topic."""
    phrase, sections = announced_in(context)
    alone = all(topic == phrase or topic in ("项目", "任务") for topic in context.question.topic)
    return section_tasks.section_tasks(context, sections) if sections and alone else None


def _about_unknown_title(context: Context) -> Answer:
    """哪一条提到了《X》 is about a cited text; anything else asks what X itself says."""
    question = context.question
    if question.asks("cites", "references"):
        cited = references.citing_clauses(context, question.unknown_titles)
        if cited:
            return cited
    return passages.unknown_document(context)


def _elsewhere(context: Context) -> Answer | None:
    """What the documents say in answer to the same question without its place."""
    question = context.question
    if question.documents or question.mentions or not (question.topic or question.years):
        return None
    found = _about_content(replace(context, question=replace(question, places=())))
    return found if found and found.status == "answered" and len(found.targets) <= NEAREST else None


def _about_bodies(context: Context) -> Answer:
    question = context.question
    if any(m.resolution.status != "one" for m in question.mentions):
        return groups.group_in_full(context) or bodies.body_tasks(context)
    if question.asks("when") and (answer := deadlines.deadlines(context)):
        return answer
    # 工信牵头还是发改牵头, 市科技局跟市科协，氢能是谁牵头
    if question.topic and len(question.mentions) > 1 and _WHICH_OF_THEM.search(question.text):
        return _about_who(context)
    if question.asks("most", "least") and unlisted.BESIDE.search(question.text):
        return counting.most(context)
    if question.asks("without") and len(question.mentions) == 1 and (answer := unlisted.others(context)):
        return answer
    if question.asks("yes_no") and (question.topic or question.number) and not question.asks("tasks"):
        return yes_no.body_yes_no(context)
    if len(question.mentions) > 1 and question.asks("most", "least", "compare"):
        return counting.most(context)
    if _COUNTED_TASKS.search(question.text) or (
        question.asks("tasks") and not question.asks("listed_targets")
    ):
        return bodies.body_tasks(context)
    if question.asks("amount") and question.topic and (answer := figures.target_value(context)):
        return answer
    if question.asks("targets", "amount") and not question.asks("responsible"):
        return target_lists.target_list(context)
    if question.month and (answer := deadlines.deadlines(context)):
        return answer
    return bodies.body_tasks(context)


def _about_who(context: Context) -> Answer:
    """谁负责X; 向谁汇报 and 谁组织评估 are found in the sentence on reports where no list says it."""
    question = context.question
    to_whom = _TO_WHOM.search(question.text) or question.asks("when")
    if question.asks("report") and to_whom and (due := deadlines.deadlines(context)):
        return due
    if _OTHER_DEED.search(question.text):
        return passages.stating(context) or passages.passages(context)
    found = matters.responsible_for(context)
    if found.status == "not_found" and found.bureaus:  # no lead is named
        return found
    if found.status == "not_found" and question.asks("report"):
        return deadlines.deadlines(context) or found
    if found.status == "not_found" and (said := passages.stating(context)):
        return said
    return found


def _about_content(context: Context) -> Answer | None:
    """Figures, deadlines, references, definitions and counts; ``None`` when it is none of them."""
    question = context.question
    if question.asks("references") and not question.asks("amount"):
        return references.cited_texts(context)
    if question.asks("references") and question.asks("count"):
        return references.cited_texts(context)
    if question.asks("defined") and (answer := definitions.meaning(context, strict=True)):
        return answer
    if question.asks("enumerated", "define") and (answer := enumerations.enumeration(context)):
        return answer
    if question.asks("enumerated") and (answer := definitions.meaning(context)):
        return answer
    if (question.asks("when") or question.month) and (answer := deadlines.deadlines(context)):
        return answer
    if question.asks("yes_no") and question.figures and (answer := figures.figure_yes_no(context)):
        return answer
    if question.figures and not question.topic and (answer := figures.figure_named(context)):
        return answer
    if question.asks("count") and not question.topic and counting.counts_something(context):
        return counting.how_many(context)
    if question.asks("listed_targets"):
        one = question.topic and len(question.documents) > 1 and _INDICATOR.search(question.topic[-1])
        if one and (answer := figures.target_value(context)):  # 两个方案对…利用率分别提出了什么目标
            return answer
        found = target_lists.target_list(context)
        vague = found.status == "not_found" and question.topic and not question.years
        return None if vague else found
    asks_the_text = (
        question.topic and _ASKS_THE_TEXT.search(question.text) and not _names_an_indicator(context)
    )
    if question.topic and not asks_the_text and (answer := figures.target_value(context)):
        return answer
    figures_of_a_year = bool(question.years) and question.asks("targets")  # 十大行动里有哪些2025年的目标
    if question.asks("define") and not figures_of_a_year and (answer := definitions.meaning(context)):
        return answer
    if question.topic and (question.asks("amount") or _names_an_indicator(context)):
        return figures.no_such_figure(context)
    if question.asks("targets") and (question.years or question.topic or question.asks("count")):
        return target_lists.target_list(context)
    if question.years and not question.topic:  # 到2028年底前要完成什么
        return deadlines.deadlines(context) or target_lists.target_list(context)
    if question.month and not question.topic:  # 6月底前要完成哪些, where nothing is due then
        reason = f"文件没有写明{question.month}的时限。"
        return Answer(context.typed, "deadlines", "not_found", reason, "按时限查询", reason=reason)
    if question.years:  # 到2021年底智慧助老要做到什么程度
        return deadlines.deadlines(context)
    return None


def _names_an_indicator(context: Context) -> bool:
    """非化石能源装机占比2030年: nothing but an indicator, so that only its figure can be meant."""
    question = context.question
    return not question.asks("explain", "content", "define") and bool(_INDICATOR.search(question.topic[-1]))
