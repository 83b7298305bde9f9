"""Proofs of enumerations, definitions and cited titles, from their own sentence.

In: the phrase that a stem names (三大行动), the words offered, and the texts.  Out: what is wrong, by
option.  An enumeration counts only where the printed numeral equals the number of its members, so
that the list is known to be whole.
"""

from __future__ import annotations

import re

from kb.model import Citation
from kb.quiz.library import DocumentText, Texts

Problem = tuple[int | None, str]
_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
#: What may stand before the first member: 开展, 重点发展, 从, 分为, 立足…，实施.
_LEAD_IN = re.compile(
    r"(?:重点|大力|加快|深入|统筹|持续|全面|组织|扎实|积极|着力|协同)*(?:实施|开展|推进|发展|推动|建设|打造|构建|抓好|完善|围绕|聚焦|"
    r"突出|坚持|健全|建立|培育|形成|布局|从|在|按|以|包括|分为|即|为|是|有|：|提升|强化|加强|做好|落实|划分为|包括：|“)?"
)
_PHRASE = re.compile(r"^(?P<numeral>[两二三四五六七八九十])[大个项类种级方]")


def members(text: str, phrase: str) -> tuple[str, ...]:
    """The members that stand just before or, in brackets, just after a phrase; as many as it says.

    Before it only the last so many parts count, and the first of them may still carry its verb.
    """
    match = _PHRASE.match(phrase)
    at = text.find(phrase)
    if not match or at < 0:
        return ()
    wanted = _NUMERAL[match["numeral"]]
    after = text[at + len(phrase) :]
    if bracket := re.match(r"（([^（）]+)）", after):
        parts = _parts(bracket.group(1))
        return parts if len(parts) == wanted else ()
    before = re.split(r"[，；：。]", text[:at])[-1]
    before = re.sub(r"等$", "", before)
    parts = _parts(before)
    return parts if len(parts) == wanted else ()


def _parts(words: str) -> tuple[str, ...]:
    """「A」「B」, A、B、C and A、B和C: the parts; commas inside （） do not separate."""
    words = re.sub(r"”“", "”、“", words)
    pieces, depth, current = [], 0, ""
    for character in words:
        depth += (character == "（") - (character == "）")
        if character == "、" and depth == 0:
            pieces.append(current)
            current = ""
        else:
            current += character
    pieces.append(current)
    return tuple(piece for piece in pieces if piece)


def is_member(words: str, parts: tuple[str, ...]) -> bool:
    """Whether words are one of the parts; the first part may have its verb before it."""
    if words in parts[1:]:
        return True
    return bool(parts) and parts[0].endswith(words) and bool(_LEAD_IN.fullmatch(parts[0].removesuffix(words)))


def enumeration_problems(
    texts: Texts,
    document: DocumentText,
    citation: Citation,
    phrase: str,
    right: tuple[str, ...],
    wrong: tuple[tuple[int, str], ...],
    *,
    whole: bool,
) -> list[Problem]:
    """The right words are members, the wrong ones are not, here or wherever the phrase is printed."""
    first, last = document.clean.index(citation.start), document.clean.index(citation.end)
    sentence = document.text[first:last]
    parts = members(sentence, phrase)
    if not parts or sentence.count(phrase) != 1:
        return [(None, "列举的项数与数字不符")]
    problems: list[Problem] = [(None, f"“{w}”不在列举之中") for w in right if not is_member(w, parts)]
    if whole and len(set(right)) != len(parts):
        problems.append((None, "列举不完整"))
    for number, word in wrong:
        bare = word.strip("“”")
        if bare in sentence or any(bare in part or part.strip("“”") in bare for part in parts):
            problems.append((number, f"“{word}”与列举的内容相混"))
        elif any(word in other for other in _other_sentences(texts, phrase)):
            problems.append((number, f"“{word}”在他处列为{phrase}"))
    rivals = [members(s, phrase) for s in _sentences(document, phrase)]
    if any(other and other[1:] != parts[1:] for other in rivals):
        problems.append((None, "同一说法在文件中另有所指"))
    return problems


def _sentences(document: DocumentText, phrase: str) -> list[str]:
    return [s.text for s in document.sentences if phrase in s.text]


def _other_sentences(texts: Texts, phrase: str) -> list[str]:
    return [sentence for document in texts for sentence in _sentences(document, phrase)]


def title_problems(texts: Texts, document: DocumentText, citation: Citation, statement: str, mark: str, options: tuple[str, ...], keys: tuple[int, ...]) -> list[Problem]:  # fmt: skip  # noqa: E501
    """A choice of the title that a sentence cites; each filled statement is printed, or nowhere."""
    first, last = document.clean.index(citation.start), document.clean.index(citation.end)
    quote = document.text[first:last]
    before, after = statement.split(mark)
    problems: list[Problem] = []
    for number, option in enumerate(options):
        filled = f"{before}{option}{after}"
        if number in keys:
            if filled not in quote or quote.count("《") > quote.count(option) + before.count("《"):
                problems.append((number, "答案填入后与原文不符，或原文另引文件"))
        elif any(_cites(other.text, before, option, after) for other in texts):
            problems.append((number, f"{option}也有依据"))
    if len({re.sub(r"[《》\s]", "", option) for option in options}) != len(options):
        problems.append((None, "有两个选项是同一文件"))
    return problems


def _cites(text: str, before: str, option: str, after: str) -> bool:
    """Whether the option is cited anywhere near the four words that stand before or after the hole."""
    at = text.find(option)
    while at >= 0:
        left, right = text[max(0, at - 24) : at], text[at + len(option) : at + len(option) + 24]
        if (len(before) >= 4 and before[-4:] in left) or (len(after) >= 4 and after[:4] in right):
            return True
        at = text.find(option, at + 1)
    return False


def definition_problems(texts: Texts, document: DocumentText, citation: Citation, term: str, meaning: str, wrong: tuple[tuple[int, str], ...]) -> list[Problem]:  # fmt: skip  # noqa: E501
    """The term is defined in these words; the other terms stand neither in it nor before it."""
    first, last = document.clean.index(citation.start), document.clean.index(citation.end)
    quote = document.text[first:last]
    if not re.search(rf"{re.escape(term)}[”\"]?，?是指{re.escape(meaning)}[。；]", quote):
        return [(None, "界定与原文不符")]
    return [
        (number, f"“{other}”与界定相混")
        for number, other in wrong
        if other in meaning
        or other in term
        or term in other
        or any(f"{other}，是指{meaning}" in d.text for d in texts)
    ]
