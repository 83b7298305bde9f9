"""Papers: wished for, shown with or without their key, taken and marked, exported, and reviewed.

Addresses state all of a paper's wishes and its seed, so that a link gives everyone the same paper.
Decisions on items are written to the state file, and only with the administrator's token.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.errors import InvalidQuery, NotFound
from kb.indexing.knowledge_base import KnowledgeBase
from kb.quiz import Paper, Wishes, all_items, make_paper
from kb.quiz.command import rejected_items
from kb.quiz.decisions import STATUSES, decide, reviews, statuses
from kb.quiz.formats import FORMATS, render
from kb.quiz.items import DIFFICULTIES, TOPICS
from kb.quiz.printing import answer_text, item_record
from kb.quiz.wishing import SHORT_NAMES
from kb.records import Record
from web import administration
from web.contexts import Option
from web.gathering import bodies_by_weight, clause_link
from web.library import library
from web.marking import Mark, marked_lines
from web.page import page
from web.quiz_pages import (
    Candidate,
    Marked,
    PaperPage,
    Question,
    QuizPage,
    ReviewPage,
    address,
    exports,
    given_answers,
    is_right,
    parts,
    questions_of,
    read_wishes,
)
from web.request_arguments import choice, typed_text, whole_number

blueprint = Blueprint("quiz", __name__)

#: Items on one page of the review.
REVIEW_SIZE = 20


def quiz_record(kb: KnowledgeBase, context: QuizPage) -> Record:
    return {"items": len(all_items(kb)), "formats": list(FORMATS)}


@page(blueprint, "/quiz", "quiz.html", quiz_record)
def home(kb: KnowledgeBase) -> QuizPage:
    documents = tuple(Option(d.id, d.title, False) for d in kb.documents())
    bodies = tuple(Option(b.name, b.name, False) for b in bodies_by_weight(kb) if b.kind == "body")
    sectors = dict.fromkeys(tag.sector for tag in kb.sectors())
    return QuizPage(
        selections={
            "document": documents,
            "bureau": tuple(dict.fromkeys(bodies)),
            "sector": tuple(Option(name, name, False) for name in sectors),
        },
        types=tuple(Option(key, name, False) for key, name in SHORT_NAMES.items()),
        topics=tuple(Option(key, name, False) for key, name in TOPICS.items()),
        difficulties=tuple(Option(key, name, False) for key, name in DIFFICULTIES.items()),
    )


def paper_record(kb: KnowledgeBase, context: PaperPage) -> Record:
    items = [item_record(item) for item in context.paper.items]
    return {"count": len(items), "notes": list(context.paper.notes), "items": items}


@page(blueprint, "/quiz/paper", "quiz_paper.html", paper_record)
def paper(kb: KnowledgeBase) -> PaperPage:
    wishes = read_wishes(request.args)
    made = made_paper(kb, wishes)
    with_key = typed_text(request.args, "key") == "1"
    return paper_page(made, questions_of(made), with_key=with_key)


def made_paper(kb: KnowledgeBase, wishes: Wishes) -> Paper:
    """The paper of these wishes, without rejected items."""
    return make_paper(kb, wishes, rejected_items(kb, library().path))


def paper_page(made: Paper, questions: tuple[Question, ...], *, with_key: bool = False) -> PaperPage:
    return PaperPage(
        paper=made,
        parts=parts(made, questions),
        take_url=address("quiz.take", made.wishes),
        paper_url=address("quiz.paper", made.wishes, key="" if with_key else "1"),
        exports=exports(made.wishes),
        with_key=with_key,
    )


@blueprint.get("/quiz/take")
def take() -> ResponseReturnValue:
    """The paper as a form."""
    made = made_paper(library().current(), read_wishes(request.args))
    return render_template("quiz_take.html", page=paper_page(made, questions_of(made)))


@blueprint.post("/quiz/take")
def marks() -> ResponseReturnValue:
    """The paper as answered, with the score and each clause with its quote highlighted."""
    kb = library().current()
    made = made_paper(kb, read_wishes(request.args))
    marked = marked_paper(kb, made)
    context = replace(
        paper_page(made, marked.questions),
        marked=True,
        score=marked.score,
        full=marked.full,
        right=marked.right,
        judged=marked.judged,
    )
    return render_template("quiz_take.html", page=context)


def marked_paper(kb: KnowledgeBase, made: Paper) -> Marked:
    """Every question with what was answered, whether it is right, and its grounds."""
    questions = []
    score = full = right = judged = 0
    for question in questions_of(made):
        given = given_answers(question, request.form)
        mark = is_right(question.item, given)
        if mark is not None:
            judged, full = judged + 1, full + made.worth(question.item)
            right, score = right + mark, score + made.worth(question.item) * mark
        questions.append(shown(kb, replace(question, given=given, right=mark)))
    return Marked(tuple(questions), score, full, right, judged)


def shown(kb: KnowledgeBase, question: Question) -> Question:
    """The question with its clause, the quote highlighted."""
    item = question.item
    clause = kb.clause(item.clause)
    text = kb.document(item.document).text
    spans = [Mark(c.start, c.end, "quote") for c in item.evidence if c.clause == clause.id]
    lines = marked_lines(text, clause.start, clause.end, spans, clause.sentences)
    return replace(question, lines=lines, link=clause_link(kb, clause))


@blueprint.get("/quiz/export/<format>")
def export(format: str) -> ResponseReturnValue:
    """The paper as a file."""
    if format not in FORMATS:
        raise NotFound(f"没有“{format[:40]}”这种格式，可用的有：{'、'.join(FORMATS)}。")
    made = made_paper(library().current(), read_wishes(request.args))
    form = FORMATS[format]
    name = quote(f"{made.title}.{form.suffix}")
    disposition = f"attachment; filename=quiz.{form.suffix}; filename*=UTF-8''{name}"
    return Response(
        render(made, format),
        mimetype=form.mime,
        headers={"Content-Disposition": disposition, "Cache-Control": "no-cache"},
    )


# --- review ---------------------------------------------------------------------------------------


def review_record(kb: KnowledgeBase, context: ReviewPage) -> Record:
    rows = [item_record(row.item) | {"status": row.status} for row in context.rows]
    return {"total": context.total, "offset": context.offset, "items": rows}


@page(blueprint, "/quiz/review", "quiz_review.html", review_record)
def review(kb: KnowledgeBase) -> ReviewPage:
    return review_page(kb)


@blueprint.post("/quiz/review")
def decision() -> ResponseReturnValue:
    """Keep what was decided about an item; needs the administrator's token."""
    administration.require(request.form.get("token", ""))
    kb = library().current()
    verdict = request.form.get("decision", "")
    if verdict not in ("accepted", "rejected"):
        raise InvalidQuery("请选择采用或弃用。")
    item = next((one for one in all_items(kb) if one.id == request.form.get("item", "")), None)
    if item is None:
        raise NotFound("没有这道试题，知识库可能已经更新，请刷新页面。")
    decide(library().state(), item, "accepted" if verdict == "accepted" else "rejected")
    return redirect(administration.here(), 303)


def review_page(kb: KnowledgeBase) -> ReviewPage:
    status = choice(request.args, "status", ("", *STATUSES), "审核状态", "")
    document = typed_text(request.args, "document")
    offset = whole_number(request.args, "offset", "起始位置") or 0
    decisions = library().state().quiz_decisions()
    items = all_items(kb, (document,) if document and kb.document(document) else ())
    known = statuses(decisions, items)
    rows = [item for item in items if not status or known.get(item.id, "new") == status]

    def at(start: int) -> str:
        asked = {"status": status, "document": document, "offset": start}
        return url_for("quiz.review", **{k: v for k, v in asked.items() if v})  # type: ignore[arg-type]

    return ReviewPage(
        rows=tuple(
            Candidate(
                item,
                answer_text(item),
                known.get(item.id, "new"),
                clause_link(kb, kb.clause(item.clause)),
            )
            for item in rows[offset : offset + REVIEW_SIZE]
        ),
        stale=reviews(kb, decisions),
        names=STATUSES,
        total=len(rows),
        wanted=status,
        statuses=tuple(Option(key, name, key == status) for key, name in STATUSES.items()),
        documents=tuple(Option(d.id, d.title, d.id == document) for d in kb.documents()),
        document=document,
        offset=offset,
        newer_url=at(max(0, offset - REVIEW_SIZE)) if offset else "",
        older_url=at(offset + REVIEW_SIZE) if offset + REVIEW_SIZE < len(rows) else "",
    )
