"""Bytes of a file to its text: which encoding it is in, and whether it is text at all.

In comes the raw content, out goes the text with line endings normalised to ``\\n`` and nothing
else changed, or ``None`` for content that is not text.
"""

from __future__ import annotations

import codecs
import re

#: Byte order marks and the codec that each announces (longest first).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Control characters that no text has; tab, line ends and form feed (PDF page ends) are text.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
#: Text converted from PDF keeps a stray control character now and then (two in 126,000 in the
#: worst file seen); compressed or compiled content has one in every ten bytes or more.
_CONTROL_SHARE = 0.002
#: Bytes that are not GB18030 text decode to unassigned and private-use characters.
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_PRIVATE_SHARE = 0.02


def decode(raw: bytes) -> str | None:
    """The text of a file in UTF-8, GB18030 or marked UTF-16/32; ``None`` when it is not text."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _accept(raw[len(mark) :], codec)
    for codec in ("utf-8", "gb18030"):
        text = _accept(raw, codec)
        if text is not None:
            return text
    return None


def _accept(raw: bytes, codec: str) -> str | None:
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return None
    allowed = len(text) * _CONTROL_SHARE
    if "\x00" in text or len(_CONTROL.findall(text)) > allowed:
        return None
    if codec == "gb18030" and len(_PRIVATE.findall(text)) > len(text) * _PRIVATE_SHARE:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
