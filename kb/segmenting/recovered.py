"""Numbers that print has hidden: glued into a line of text, or moved behind their heading.

In: the paragraphs of a cleaned text and the candidates found in their usual places.  Out: the
candidates with those added that a gap in the sequence asks for.  Nothing is added where the
sequence is whole, so a text printed as it should be is never touched.

Looked for: the 四、 between a 三、 and a 五、 (「…抓好落实四、保障措施」), and the 一、 before a 二、
(「总体要求一、」).  Near misses: 「三、四季度」 where nothing is missing, 「第四、」 「二、三、四等奖」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.segmenting.candidates import Candidate
from kb.segmenting.lines import Line
from kb.segmenting.numbering import Kind, Label, read_label

#: A gap of more numbers than this is no slip of print: another list goes on.
_LARGEST_GAP = 2
#: Kinds whose hidden numbers are looked for, each with the beginning of one inside a line.
_HIDDEN: dict[Kind, re.Pattern[str]] = {
    "cn": re.compile(r"(?<![第一二三四五六七八九十百、和及（(])(?=[一二三四五六七八九十]{1,3}、)"),
    "cn_bracket": re.compile(r"(?<![第见至和及或、照据按])(?=[（(][一二三四五六七八九十]{1,3}[）)])"),
}
#: Behind a hidden number stands a heading and nothing else, or the first number below it.
_TITLE = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fff、“”—\-A-Za-z0-9]{1,29}(?=\Z|[（(][一二三四五六七八九十]{1,3}[）)])"
)
#: 「总体要求一、」 「总体要求-、」: a short line that is a heading and its number behind it.
_MOVED = re.compile(r"(?P<heading>[\u4e00-\u9fff]{4,16}) ?(?P<label>(?:一|[-－—―]) ?[、.．])")
#: Before 一、 these make a sentence, no heading: 「分为一、」
_NO_TITLE = re.compile(r"[为是有即如在于的之和及与其第]\Z")
#: With text behind the number on the same line only what first headings end in is one.
_FIRST_TITLE = re.compile(r"(?:要求|目标|思路|原则|意义|背景|总则|情况|任务|形势|基础)\Z")


def recover(
    text: str, lines: Sequence[Line], skipped: frozenset[int], found: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates and, where their sequence has a gap, the hidden numbers that fill it."""
    hidden = [*_glued(text, lines, skipped, found), *_moved(lines, skipped, found)]
    if not hidden:
        return list(found)
    return sorted([*found, *hidden], key=lambda candidate: candidate.label.start)


def _glued(
    text: str, lines: Sequence[Line], skipped: frozenset[int], found: Sequence[Candidate]
) -> Iterator[Candidate]:
    """The missing 四、 inside the lines from 三、 to 五、, if it stands there once only."""
    for kind, pattern in _HIDDEN.items():
        numbers = [at for at, candidate in enumerate(found) if candidate.label.kind == kind]
        for before, after in pairwise(numbers):
            first, last = found[before].label.ordinals[0], found[after].label.ordinals[0]
            if not (found[after].strong and 1 < last - first <= 1 + _LARGEST_GAP):
                continue
            inner = [
                c for c in found[before + 1 : after] if c.strong and c.label.kind not in ("box", "decimal")
            ]
            start = found[before].label.end
            for wanted in range(first + 1, last):
                places = [
                    (line, one)
                    for line in range(found[before].line, found[after].line)
                    if line not in skipped
                    for one in _places(text, lines[line], pattern, wanted, start, kind)
                ]
                if len(places) != 1 or not _inner_fits(inner, places[0][1]):
                    break
                line, label = places[0]
                start = label.end
                yield Candidate(label, "hidden", line)


def _places(
    text: str, line: Line, pattern: re.Pattern[str], wanted: int, start: int, kind: Kind
) -> Iterator[Label]:
    """Where a line holds a number with a heading behind it."""
    for match in pattern.finditer(text, max(line.start + 1, start), line.end):
        label = read_label(text, match.end())
        if (
            label
            and label.kind == kind
            and label.ordinals == (wanted,)
            and _TITLE.match(text, label.end, line.end)
        ):
            yield label


def _inner_fits(inner: Sequence[Candidate], place: Label) -> bool:
    """Whether the numbers below go on over the place or begin anew behind it."""
    before = [c.label for c in inner if c.label.start < place.start]
    after = [c.label for c in inner if c.label.start > place.start]
    if not after:
        return True
    same = [label for label in before if label.kind == after[0].kind]
    return after[0].ordinals[-1] == 1 or bool(same and same[-1].ordinals[-1] + 1 == after[0].ordinals[-1])


def _moved(lines: Sequence[Line], skipped: frozenset[int], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """「总体要求一、」 before a 二、 that no 一、 stands before: the number is behind its heading."""
    previous, has_first = -1, False
    for candidate in found:
        if candidate.label.kind != "cn":
            continue
        if not candidate.strong:
            has_first = has_first or candidate.label.ordinals == (1,)
            continue
        if candidate.label.ordinals == (2,) and not has_first:
            places = [
                (line, match)
                for line in range(previous + 1, candidate.line)
                if line not in skipped and (match := _moved_label(lines[line]))
            ]
            if len(places) == 1:
                line, match = places[0]
                start = lines[line].start
                label = Label("cn", (1,), start + match.start("label"), start + match.end("label"), start)
                yield Candidate(label, "line", line)
        previous, has_first = candidate.line, candidate.label.ordinals == (1,)


def _moved_label(line: Line) -> re.Match[str] | None:
    match = _MOVED.match(line.text)
    if match is None or _NO_TITLE.search(match["heading"]):
        return None
    return match if match.end() == len(line.text) or _FIRST_TITLE.search(match["heading"]) else None
