"""Two made documents of one city and one province for the unit tests of answering.

Their contents are invented; their matters (schools, care, data) are none of the first plan's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from factories import document
from shelf import Shelf

from kb.answering.evidence import Context
from kb.answering.library import library_of
from kb.answering.question import read_question
from kb.indexing.fulltext import Term
from kb.indexing.tokens import bigrams, fold, words

PLAN = """赣州市养老托育服务行动计划
为贯彻落实《江西省养老服务条例》，结合我市实际，制定本计划。
一、总体要求
（一）发展目标。到2026年，全市护理型床位占比达到60%，社区养老服务设施覆盖率达到95%以上。到2028年，护理型床位占比达到68%，每千人口托位数达到4.8个，养老护理员培训人次较2024年增长30%。
二、重点任务
（一）健全居家养老服务
1.建设社区食堂。支持物业企业开办老年食堂，对新建食堂一次性给予20万元补助，最高不超过30万元。2026年9月底前，制定社区食堂运营补贴细则。（市民政局牵头，市财政局、市市场监管局配合）
2.推进适老化改造。到2027年，完成困难老年人家庭适老化改造1.2万户，公共厕所适老化改造比例达到80%。（市住建局、市民政局按职责分工负责）
（二）发展普惠托育
3.扩大托位供给。鼓励用人单位办托，新建居住区同步规划托育设施。（市卫生健康委、市教育局、市自然资源局等按职责分工负责）
三、保障措施
（一）加强督查。市民政局要会同有关部门开展评估，每年12月20日前向市政府报告进展情况。各县（市、区）人民政府要制定年度任务清单。
（二）加大试点。支持南康区、信丰县开展普惠托育试点。（市卫生健康委、市发展改革委负责）
"""

MEASURES = """江西省政务数据管理办法
第一章　总则
第一条　为了规范政务数据管理，根据《中华人民共和国数据安全法》，制定本办法。
第二条　本办法所称政务数据，是指行政机关在履行职责过程中收集和产生的数据。
本办法所称共享目录，是指政务数据的清单。
第二章　共享
第三条　省大数据局负责全省政务数据共享的统筹协调。
第四条　行政机关应当自数据产生之日起10日内编入共享目录。到2027年，政务数据共享率不低于90%。
第三章　附则
第五条　本办法自2025年7月1日起施行。
"""


class Vocabulary:
    """The words and pairs of characters of some texts, as the full-text index tells them."""

    def __init__(self, texts: Iterable[str]) -> None:
        folded = [fold(text) for text in texts]
        self._found = {
            "word": Counter(token.text for text in folded for token in words(text)),
            "bigram": Counter(token.text for text in folded for token in bigrams(text)),
        }

    def vocabulary(self) -> list[str]:
        return list(self._found["word"])

    def frequency(self, term: Term) -> int:
        return self._found[term.kind][term.text]


class NoVectors:
    """Vectors of no model that limits of nearness were measured on."""

    model = ""


class AnsweringShelf(Shelf):
    """The shelf with the sectors, filters and words that answers ask for; these texts have no sectors."""

    @cached_property
    def fulltext(self) -> Vocabulary:
        return Vocabulary(document.text for document in self.documents())

    @property
    def vectors(self) -> NoVectors:
        return NoVectors()

    def sectors(self, **keys: object) -> tuple:
        return ()


def made_shelf() -> AnsweringShelf:
    """The city's plan and the province's measures."""
    return AnsweringShelf(
        [
            document(
                "care",
                PLAN,
                title="赣州市养老托育服务行动计划",
                issuer="赣州市人民政府办公室",
                region="江西省赣州市",
                number="赣市府办发〔2025〕12号",
            ),
            document(
                "data",
                MEASURES,
                title="江西省政务数据管理办法",
                issuer="江西省人民政府",
                region="江西省",
            ),
        ]
    )


def context_of(question: str, shelf: AnsweringShelf) -> Context:
    """A question as the parts of answering get it."""
    library = library_of(shelf)
    return Context(library, read_question(question, library), question)
