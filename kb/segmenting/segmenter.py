"""Segmentation: a document becomes clauses that partition its text.

In: a document (and its cleaned text, if already made).  Out: clauses in the order of the text
and what is odd about the numbering.  Never refuses a string; pure; linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kb.cleaning import CleanText, widened
from kb.cleaning import clean as clean_text
from kb.model import Clause, Document, Finding, Segmentation, Span
from kb.segmenting.candidates import Candidate, find_candidates
from kb.segmenting.headings import Heading, read_heading, settle_headings
from kb.segmenting.lines import Line, contents_lines, find_annexes, note_lines, split_lines
from kb.segmenting.numbering import Label
from kb.segmenting.outline import Unit, build_outline
from kb.segmenting.recovered import recover
from kb.segmenting.sentences import split_sentences
from kb.uncollected import uncollected


@uncollected()
def segment(document: Document, clean: CleanText | None = None) -> Segmentation:
    """The clauses of a document, from its first character to its last, and its anomalies."""
    cleaned = clean if clean is not None else clean_text(document.text)
    text = widened(cleaned.text)
    lines = split_lines(text)
    contents = contents_lines(text, lines)
    annexes = find_annexes(lines, contents)
    skipped = contents | annexes.listed | frozenset(annexes.starts) | note_lines(text, lines)
    candidates = recover(text, lines, skipped, find_candidates(text, lines, skipped))
    starts = {} if _is_the_plan(annexes.starts, candidates) else annexes.starts
    units = build_outline(candidates, starts)
    return _Builder(document, cleaned, text, lines, units, annexes.names).build()


def _is_the_plan(annexes: Mapping[int, Label], candidates: Sequence[Candidate]) -> bool:
    """A notice without numbers of its own and its only annex: the plan, cited as 二、（一） alone."""
    return len(annexes) == 1 and not any(c.strong and c.line < min(annexes) for c in candidates)


class _Builder:
    """Makes clauses of units: spans in the document, headings, numbers, sentences."""

    def __init__(
        self,
        document: Document,
        clean: CleanText,
        text: str,
        lines: Sequence[Line],
        units: Sequence[Unit],
        annex_names: Mapping[int, str],
    ) -> None:
        self.document = document
        self.clean = clean
        self.text = text  # the cleaned text with its punctuation full width
        self.lines = lines
        self.units = units
        self.annex_names = annex_names
        self.index = {id(unit): at for at, unit in enumerate(units)}
        kinds = [self._kind(unit) for unit in units]
        lists = [self.index[id(unit.parent)] if unit.parent else -1 for unit in units]
        self.headings = settle_headings([self._heading(at) for at in range(len(units))], kinds, lists)

    def build(self) -> Segmentation:
        clauses: list[Clause] = []
        first = self._start(0) if self.units else len(self.document.text)
        if first > 0 and (self.document.text[:first].strip() or not self.units):
            clauses.append(self._preamble(first))
        elif not self.units:
            clauses.append(self._preamble(0))
        for at in range(len(self.units)):
            clauses.append(self._clause(at, len(clauses)))
        findings = tuple(self._finding(at) for at, unit in enumerate(self.units) if unit.oddity)
        return Segmentation(tuple(clauses), findings)

    def _start(self, at: int) -> int:
        """A clause starts at its number; the first one takes in blanks before it."""
        start = self.clean.starts[self.units[at].label.clause_start]
        return start if at or self.document.text[:start].strip() else 0

    def _end(self, at: int) -> int:
        return self._start(at + 1) if at + 1 < len(self.units) else len(self.document.text)

    def _preamble(self, end: int) -> Clause:
        empty = Span(0, 0)
        sentences = split_sentences(self.clean.within(0, end))
        path, name = "0", self.document.id
        return Clause(f"{name}/{path}", name, path, "", "", (), 0, 0, end, empty, empty, sentences, 0)

    def _clause(self, at: int, order: int) -> Clause:
        unit = self.units[at]
        start, end = self._start(at), self._end(at)
        heading = self.headings[at]
        ancestors = _ancestors(unit) if unit.parent else []
        trail = tuple(text for one in ancestors if (text := self._heading_text(self.index[id(one)])))
        return Clause(
            id=f"{self.document.id}/{unit.path}",
            document=self.document.id,
            path=unit.path,
            number=self._number(unit, ancestors),
            heading=self._heading_text(at),
            trail=trail,
            level=unit.level,
            start=start,
            end=end,
            label=self.clean.span(unit.label.start, unit.label.end),
            heading_span=self.clean.span(heading.start, heading.end),
            sentences=split_sentences(self.clean.within(start, end)),
            order=order,
        )

    def _number(self, unit: Unit, ancestors: Sequence[Unit]) -> str:
        """The number as printed in full: 二、（一）1.; a decimal says all by itself: 3.2.1（1）."""
        if not ancestors:
            return self._printed(unit)
        units = [*ancestors, unit]
        last = max((at for at, one in enumerate(units) if one.label.kind == "decimal"), default=0)
        chain = [one for one in units[:last] if one.label.kind == "annex"] + units[last:-1]
        labels = [self._printed(one) + (" " if one.label.kind in ("annex", "box") else "") for one in chain]
        return "".join(labels) + self._printed(unit)

    def _printed(self, unit: Unit) -> str:
        return self.clean.text[unit.label.start : unit.label.end].replace(" ", "")

    def _heading_text(self, at: int) -> str:
        heading = self.headings[at]
        return self.clean.text[heading.start : heading.end].replace("\n", "").strip(" *#")

    def _kind(self, unit: Unit) -> str:
        """Kinds whose headings are compared: those of one annex, items of articles apart."""
        annex = unit.path.partition("/")[0] if "/" in unit.path else ""
        below = "article" if unit.parent and unit.parent.label.kind == "article" else ""
        return f"{annex} {below} {unit.label.kind}"

    def _heading(self, at: int) -> Heading:
        unit = self.units[at]
        line = self.lines[unit.line]
        following = self.units[at + 1] if at + 1 < len(self.units) else None
        limit = following.label.clause_start if following else len(self.text)
        if unit.label.opens is not None:  # 「总体要求一、」
            return Heading(unit.label.opens, unit.label.start, True)
        if unit.label.kind == "annex":
            return self._annex_title(unit, limit)
        below = self.lines[unit.line + 1] if unit.line + 1 < len(self.lines) else None
        own = below if below is not None and below.end <= limit else None
        deeper = following is not None and following.parent is unit
        start, end = unit.label.end, min(line.end, limit)
        if own is not None and not self.text[start:end].strip():  # 「（一）」 alone, the rest below it
            start, end = own.start, own.end
        found = read_heading(self.text, start, end, unit.label.kind, deeper or _is_body(own))
        if own is not None and found.end == line.end and _is_broken(unit, line, own):
            return Heading(found.start, own.end, True)
        return found

    def _annex_title(self, unit: Unit, limit: int) -> Heading:
        """What stands beside 附件1, or the name that the list of attachments gives it, or the next line."""
        line = self.lines[unit.line]
        start = unit.label.end
        while start < line.end and self.text[start] in " ：:":
            start += 1
        if start < line.end:
            return Heading(start, line.end, True)
        if named := self._listed_title(unit, limit):
            return named
        if unit.line + 1 < len(self.lines):
            title = self.lines[unit.line + 1]
            if title.end <= limit and title.text[-1] not in "。；：，":
                return Heading(title.start, title.end, True)
        return Heading(start, start, True)

    def _listed_title(self, unit: Unit, limit: int) -> Heading | None:
        """The annex's name where it is printed: a form's own head may stand above it (「青山市财政局」)."""
        wanted = self.annex_names.get(unit.label.ordinals[0], "").replace(" ", "")
        below = self.lines[unit.line + 1 : unit.line + 1 + _ANNEX_HEAD] if wanted else ()
        for at, first in enumerate(below):
            joined = ""
            for last in below[at:]:
                joined += last.text.replace(" ", "")
                if last.end <= limit and joined == wanted:
                    return Heading(first.start, last.end, True)
                if not wanted.startswith(joined):
                    break
        return None

    def _finding(self, at: int) -> Finding:
        unit = self.units[at]
        label = self.clean.span(unit.label.start, unit.label.end)
        text = self._printed(unit) + self._heading_text(at)[:30]
        note = f"{unit.oddity}：{text}"
        return Finding(self.document.id, "numbering", unit.path, text, note, label.start, label.end)


#: An annex's name stands among so many first lines of it.
_ANNEX_HEAD = 5


def _is_body(line: Line | None) -> bool:
    """Whether a line below a sentence is text; a signature or a list of bodies is none."""
    return (
        line is not None and line.text[0] not in "（(" and (len(line.text) > 30 or line.text[-1] in "。；：")
    )


#: A title broken over two lines is at least this long on the first, at most this on the second.
_BROKEN_FIRST, _BROKEN_SECOND = 16, 12


#: Below 一、 and （一） only a title's last characters are; a name of its own is no rest of one.
_LAST_CHARACTERS = re.compile(r"[\u4e00-\u9fff”]{1,6}\Z")
_OWN_NAME = re.compile(
    r"(?:目标|思想|原则|任务|要求|措施|重点|概述|背景|工程|情况|内容|方式|方向|[一二三四五六七八九十])\Z"
)


def _is_broken(unit: Unit, line: Line, below: Line) -> bool:
    """「第三篇 大力推进新型工业化，构建高质量发展 / 产业体系」: a title set on two lines."""
    if len(line.text) < _BROKEN_FIRST:
        return False
    if unit.label.kind in ("cn", "cn_bracket"):  # 「（四）…建设公共服务 / 平台」
        return bool(_LAST_CHARACTERS.match(below.text)) and not _OWN_NAME.search(below.text)
    titles = unit.label.kind in ("part", "chapter", "section")
    return titles and len(below.text) <= _BROKEN_SECOND and below.text[-1] not in "。；：！？，、）"


def _ancestors(unit: Unit) -> list[Unit]:
    chain: list[Unit] = []
    parent = unit.parent
    while parent is not None:
        chain.append(parent)
        parent = parent.parent
    return chain[::-1]
