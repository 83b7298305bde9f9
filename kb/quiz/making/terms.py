"""Items on terms of time: by which month something is reported, within how many working days, in what order.

In: a document's sentences and statements.  Out: drafts.  A term is asked in its whole sentence; aims
are put in order by the years that open their sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from kb.quiz.items import BLANK, LINE
from kb.quiz.library import DocumentText, Sentence, quotable_title, titled
from kb.quiz.making.drafts import Draft, Ground, grounds, named

#: 每年11月中旬前, 2021年3月底前: the month and its part.
_MONTH = re.compile(
    r"(?<=年)(?P<term>(?P<month>1[0-2]|[1-9])月(?P<part>上旬|中旬|下旬|底|末|\d{1,2}日)?)(?=前|之前|以前)"
)
#: 10个工作日内, 七个工作日内.
_DAYS = re.compile(r"(?P<number>\d{1,2}|[三五七十]|十五|二十|三十)(?P<unit>个工作日|个自然日|日)(?=内|以内)")
_USUAL_DAYS = (3, 5, 7, 10, 15, 20, 30, 60)
_CHINESE_DAYS = {3: "三", 5: "五", 7: "七", 10: "十", 15: "十五", 20: "二十", 30: "三十", 60: "六十"}
_LABEL = re.compile(r"^(?:第[一二三四五六七八九十百]+条|（[一二三四五六七八九十\d]+）|\d{1,2}[.．、])\s*")
#: An aim opened by its year, ended by a comma or full stop.
_AIM = re.compile(
    r"(?:^|(?<=[，；。]))(?:力争|力求|确保)?到(?P<year>20\d\d)年(?:底|末)?，(?P<aim>[^，；。：\n]{10,44})(?=[，；。])"
)
_NO_AIM = re.compile(
    r"^(?:其中|同时|并|且|该|其|此|要使|使|努力|争取)|分别|以下简称|[（“《][^）”》]*$|^[^（“《]*[）”》]"
)
_PAST = re.compile(r"已|去年|过去|以来|截至|曾")
#: Ordering items of one document at most.
MOST = 8


@dataclass(frozen=True, slots=True)
class Aim:
    """Something to be reached by a year, with or without a figure."""

    sentence: Sentence
    words: str
    year: int
    start: int  # in the document's clean text


def term_drafts(document: DocumentText) -> Iterator[Draft]:
    """Months and days within which something must be done."""
    for sentence in document.sentences:
        text = sentence.text
        months, days = list(_MONTH.finditer(text)), list(_DAYS.finditer(text))
        if len(months) + len(days) != 1 or "\n" in text or _PAST.search(text):
            continue
        label = _LABEL.match(text)
        words = text[label.end() if label else 0 :].removesuffix("。")
        match = (months or days)[0]
        printed = match["term"] if months else match.group()
        if (
            not 16 <= len(words) <= 110
            or words.count(printed) != 1
            or re.match(r"其中|该|其|此|前款|上述", words)
        ):
            continue
        ground = Ground(
            (document.citation(sentence.clause, sentence.start, sentence.end),),
            grounds(document, sentence.clause, text),
            (f"{sentence.clause.document}@{sentence.start + match.start()}",),
        )
        fact = f"term|{words.replace(printed, BLANK)}"
        says = f"{named(document, sentence.clause)}要求，"
        wrong = _other_months(match) if months else _other_days(match)
        yield Draft(
            "single_choice", "deadline", f"{says}{words.replace(printed, BLANK)}。", difficulty="medium",
            right=(printed,), wrong=wrong, ground=ground, fact=fact,
        )  # fmt: skip
        yield Draft(
            "fill_blank", "deadline", f"{says}{words.replace(printed, LINE)}。", difficulty="hard",
            answer=(printed,), ground=ground, fact=fact,
        )  # fmt: skip


def _other_months(match: re.Match[str]) -> tuple[str, ...]:
    month, part = int(match["month"]), match["part"] or ""
    near = [month + step for step in (-1, 1, -2, 2, -3, 3, -4)]
    return tuple(f"{m}月{part}" for m in near if 1 <= m <= 12 and part not in ("29日", "30日", "31日"))


def _other_days(match: re.Match[str]) -> tuple[str, ...]:
    chinese = not match["number"].isdigit()
    value = (
        next((n for n, c in _CHINESE_DAYS.items() if c == match["number"]), 0)
        if chinese
        else int(match["number"])
    )
    near = sorted((n for n in _USUAL_DAYS if n != value), key=lambda n: (abs(n - value), n))
    return tuple(f"{_CHINESE_DAYS[n] if chinese else n}{match['unit']}" for n in near)


def aims(document: DocumentText) -> tuple[Aim, ...]:
    """The aims that one year opens, each printed once in the document."""
    found = []
    for sentence in document.sentences:
        if _PAST.search(sentence.text) or "\n" in sentence.text:
            continue
        for match in _AIM.finditer(sentence.text):
            words = match["aim"]
            if not _NO_AIM.search(words) and "20" not in words and document.text.count(words) == 1:
                start = sentence.start + match.start("aim")
                found.append(Aim(sentence, words, int(match["year"]), start))
    return tuple(found)


def ordering_drafts(document: DocumentText, own: Sequence[Aim]) -> Iterator[Draft]:
    """Three or four aims of different years, to be put in order."""
    by_year: dict[int, list[Aim]] = defaultdict(list)
    for aim in own:
        by_year[aim.year].append(aim)
    if len(by_year) < 3:
        return
    random = Random(f"order|{document.document.id}")
    for _ in range(min(MOST, max(len(found) for found in by_year.values()))):
        years = sorted(random.sample(sorted(by_year), min(4, len(by_year))))
        chosen = [random.choice(by_year[year]) for year in years]
        yield Draft(
            "ordering", "deadline",
            f"请将下列目标按{titled(quotable_title(document.document))}提出的完成时间由早到晚排序。",
            ground=Ground(
                tuple(document.citation(a.sentence.clause, a.sentence.start, a.sentence.end) for a in chosen),
                "\n".join(
                    dict.fromkeys(grounds(document, a.sentence.clause, a.sentence.text) for a in chosen)
                ),
                tuple(f"{document.document.id}@{a.start}" for a in chosen),
            ),
            difficulty="medium",
            fact="order|" + "|".join(a.words for a in chosen), options=tuple(a.words for a in chosen),
        )  # fmt: skip
