"""The prover: is an item's key true, and is every other option false, by the texts alone?

In: an item as it is printed, and the texts of the knowledge base.  Out: the problems found, each with
the option it is about; an item with any problem is not issued.  The prover reads stems by their
printed form, finds the words in the documents itself, and knows none of the tags that the makers
of items used.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.quiz.items import BLANK, LINE, Item
from kb.quiz.library import DocumentText, Texts, quotable_title, titled
from kb.quiz.proving import bodies, figures, lists, sets, terms

Problem = tuple[int | None, str]

_SAYS = re.compile(r"《[^》]+》(?:在“[^“”]+”部分)?(?:提出|要求)，(?P<statement>.+)。")
_LISTED = re.compile(r"下列单位中，《[^》]+》列明为“(?P<task>.+)”责任单位的[是有]（　）。")
_UNLISTED = re.compile(r"下列单位中，《[^》]+》没有列明为“(?P<task>.+)”责任单位的是（　）。")
_LEAD = re.compile(r"根据《[^》]+》，“(?P<task>.+)”的牵头单位是（　）。")
_TASK_TRUTH = re.compile(r"《[^》]+》列明的“(?P<task>.+)”的责任单位包括(?P<body>[^“”，]+)。")
_LEAD_TRUTH = re.compile(r"根据《[^》]+》，“(?P<task>.+)”由(?P<body>[^“”，]+)牵头。")
_WHO = re.compile(r"《[^》]+》列明的“(?P<task>.+)”的责任单位有哪些？")
_AMONG = re.compile(r"《[^》]+》(?:在“[^“”]+”部分)?提出的(?P<phrase>[^，。：]+?)包括（　）。")
_NOT_AMONG = re.compile(
    r"下列各项中，不属于《[^》]+》(?:在“[^“”]+”部分)?提出的(?P<phrase>[^，。：]+?)的是（　）。"
)
_WHICH = re.compile(r"《[^》]+》(?:在“[^“”]+”部分)?提出的(?P<phrase>[^，。：]+?)分别是什么？")
_MISSING = re.compile(r"《[^》]+》(?:在“[^“”]+”部分)?提出的(?P<phrase>[^，。：]+?)是：(?P<listed>.+)。")
_TERM = re.compile(r"根据《[^》]+》，(?:（　）|______)是指(?P<meaning>.+)。")
_MEANING = re.compile(r"根据《[^》]+》，什么是(?P<term>.+)？")
_ORDER = re.compile(r"请将下列目标按《[^》]+》提出的完成时间由早到晚排序。")
_FIGURES = re.compile(r"请将《[^》]+》提出的(?:(?P<year>20\d\d)年)?指标与数值对应起来。")
_TASKS = re.compile(r"请将《[^》]+》中的任务与为其列明的责任单位对应起来。")
#: 11月中旬, 3月底, 10个工作日.
_TERM_OF_TIME = re.compile(
    r"\d{1,2}月(?:[上中下]旬|底|末|\d{1,2}日)?|(?:\d{1,2}|[三五七十]|十五|二十|三十|六十)(?:个工作日|个自然日|日)"
)


class Prover:
    """Proves items against the texts of one knowledge base."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def problems(self, item: Item) -> list[Problem]:
        """Everything that is wrong with an item; empty if it is proved."""
        document = self.texts[item.document]
        shape = self._shape_problems(item, document)
        if shape:
            return shape
        for form, prove in _FORMS:
            match = form.fullmatch(item.stem)
            if match:
                return prove(self, item, document, match)
        return [(None, "题干不合任何一种格式，无法证明")]

    def _shape_problems(self, item: Item, document: DocumentText) -> list[Problem]:
        """The quotes are verbatim, the stem names their document, and options and key fit together."""
        found: list[Problem] = []
        for cited in item.evidence:
            source = self.texts[cited.document].document.text
            if not cited.quote or source[cited.start : cited.end] != cited.quote:
                found.append((None, "引文与原文不一致"))
        if titled(quotable_title(document.document)) not in item.stem:
            found.append((None, "题干没有写明文件"))
        if any(c.document != item.document for c in item.evidence):
            found.append((None, "引文不在同一文件"))
        if len({re.sub(r"\s", "", option) for option in item.options}) != len(item.options):
            found.append((None, "有两个选项相同"))
        keys = item.answer if isinstance(item.answer, tuple) else ()
        if any(isinstance(k, int) and not 0 <= k < len(item.options) for k in keys):
            found.append((None, "答案不在选项之内"))
        if item.type in ("single_choice", "multiple_choice"):
            wanted = len(keys) == 1 if item.type == "single_choice" else 2 <= len(keys) < len(item.options)
            if not wanted or len(item.options) < 3:
                found.append((None, "选项或答案的数目不对"))
        return found


def _indices(item: Item) -> tuple[int, ...]:
    return tuple(k for k in item.answer if isinstance(k, int)) if isinstance(item.answer, tuple) else ()


def _strings(item: Item) -> tuple[str, ...]:
    return tuple(k for k in item.answer if isinstance(k, str)) if isinstance(item.answer, tuple) else ()


def _says(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    """A statement of the document: with a hole for a figure, a year or a title, or true or false."""
    statement, texts, cited = match["statement"], prover.texts, item.evidence[0]
    if item.type == "true_false":
        return figures.truth_problems(texts, document, cited, statement, bool(item.answer))
    mark = BLANK if item.type == "single_choice" else LINE
    if statement.count(mark) != 1:
        return [(None, "题干不是恰好一个空")]
    options = item.options if item.type == "single_choice" else _strings(item)
    key = _indices(item)[0] if item.type == "single_choice" else 0
    if all(option.startswith("《") for option in options):
        return lists.title_problems(texts, document, cited, statement, mark, options, (key,))
    if all(re.fullmatch(r"20\d\d年[底末]?", option) for option in options):
        return figures.year_problems(texts, document, cited, statement, mark, options, key)
    if all(_TERM_OF_TIME.fullmatch(option) for option in options):
        return terms.term_problems(document, cited, statement, mark, options, key)
    counter = re.search(rf"{re.escape(mark)}([\u4e00-\u9fff])", statement)
    if counter and all(re.fullmatch(r"[\d.]+", option) for option in options):  # 打造（　）个…: 5 is 5个
        statement = statement.replace(counter.group(), mark)
        options = tuple(f"{option}{counter.group(1)}" for option in options)
    gap = figures.hole(statement, mark)
    if gap is None:
        return [(None, "题干看不懂")]
    if item.type == "single_choice":
        return figures.choice_problems(texts, document, cited, gap, options, key)
    return figures.key_problems(document, cited, gap, options[0])


def _task(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> bodies.Task:
    return bodies.Task(prover.texts, document, item.evidence[0], match["task"])


def _listed(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    return bodies.choice_problems(
        _task(prover, item, document, match), item.options, _indices(item), wanted=True
    )


def _unlisted(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    return bodies.choice_problems(
        _task(prover, item, document, match), item.options, _indices(item), wanted=False
    )


def _lead(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    return bodies.lead_problems(_task(prover, item, document, match), item.options, _indices(item)[0])


def _task_truth(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    task = _task(prover, item, document, match)
    return bodies.truth_problems(task, match["body"], bool(item.answer), lead=match.re is _LEAD_TRUTH)


def _who(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    return bodies.answer_problems(_task(prover, item, document, match), _strings(item))


def _enumeration(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    """Choices and answers on the members of a numbered enumeration."""
    phrase, keys = match["phrase"], _indices(item)
    inside: tuple[str, ...] = _strings(item)
    outside: tuple[tuple[int, str], ...] = ()
    whole = match.re is _WHICH
    if match.re is _MISSING:
        listed = match["listed"].replace(LINE, inside[0] if inside else "")
        inside, whole = lists._parts(listed), True
    elif item.options:
        wanted = match.re is _AMONG
        chosen = [(n, o) for n, o in enumerate(item.options) if (n in keys) == wanted]
        inside = tuple(o for _, o in chosen)
        outside = tuple((n, o) for n, o in enumerate(item.options) if (n in keys) != wanted)
    cited = item.evidence[0]
    return lists.enumeration_problems(prover.texts, document, cited, phrase, inside, outside, whole=whole)


def _term(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    """A term to its definition, or a definition to its term."""
    cited = item.evidence[0]
    if not item.options and len(_strings(item)) != 1:
        return [(None, "答案不是唯一的")]
    if match.re is _MEANING:
        return lists.definition_problems(prover.texts, document, cited, match["term"], _strings(item)[0], ())
    keys = _indices(item)
    term = item.options[keys[0]] if item.options else _strings(item)[0]
    wrong = tuple((n, o) for n, o in enumerate(item.options) if n not in keys)
    return lists.definition_problems(prover.texts, document, cited, term, match["meaning"], wrong)


def _order(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    return sets.order_problems(prover.texts, document, item.evidence, item.options, _indices(item))


def _figures(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    year = int(match["year"]) if match["year"] else None
    keys = _indices(item)
    return sets.figure_problems(prover.texts, document, item.evidence, item.prompts, item.options, keys, year)


def _tasks(prover: Prover, item: Item, document: DocumentText, match: re.Match[str]) -> list[Problem]:
    keys = _indices(item)
    return sets.task_problems(prover.texts, document, item.evidence, item.prompts, item.options, keys)


Proof = Callable[[Prover, Item, DocumentText, "re.Match[str]"], list[Problem]]
_FORMS: tuple[tuple[re.Pattern[str], Proof], ...] = (
    (_LISTED, _listed),
    (_UNLISTED, _unlisted),
    (_LEAD, _lead),
    (_TASK_TRUTH, _task_truth),
    (_LEAD_TRUTH, _task_truth),
    (_WHO, _who),
    (_AMONG, _enumeration),
    (_NOT_AMONG, _enumeration),
    (_WHICH, _enumeration),
    (_MISSING, _enumeration),
    (_TERM, _term),
    (_MEANING, _term),
    (_ORDER, _order),
    (_FIGURES, _figures),
    (_TASKS, _tasks),
    (_SAYS, _says),
)
