"""Set a text as a PDF is read: for tests that undo it again."""


def printed(paragraphs, columns, lines_per_page):
    """Set paragraphs in lines and pages as a PDF does: indented, broken anywhere, page marks."""
    lines = []
    for paragraph in paragraphs:
        line = "    "
        for character in paragraph:
            if (
                sum(1 if c.isascii() else 2 for c in line + character) > columns
                and character not in "，。、”"
            ):
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    pages = [lines[at : at + lines_per_page] for at in range(0, len(lines), lines_per_page)]
    return "\f".join("\n".join([*page, "", f"   - {at} -", ""]) for at, page in enumerate(pages, 1))
