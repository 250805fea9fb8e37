"""Descriptions as HTML: the little of Markdown that reads badly as plain text.

Paragraphs, lists, headings, bold, code and links to web addresses; everything is escaped
first, so that nothing else in a description can become an element.
"""

from __future__ import annotations

import re
from html import escape

_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
    r"|\[(?P<text>[^\[\]\n]+)\]\((?P<link>https?://[^\s()<>\"']+)\)"
)
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*)")


def prose(text: str) -> list[str]:
    """A description as blocks of safe HTML."""
    blocks: list[str] = []
    lines: list[str] = []
    is_list = False

    def close() -> None:
        if lines:
            inside = "".join(lines) if is_list else "<br>".join(lines)
            blocks.append(f"<ul>{inside}</ul>" if is_list else f"<p>{inside}</p>")
            lines.clear()

    for line in text.split("\n"):
        bullet, heading = _BULLET.match(line), _HEADING.match(line)
        if not line.strip():
            close()
        elif heading is not None:
            close()
            blocks.append(f"<p><strong>{_inline(heading[1])}</strong></p>")
        else:
            if (bullet is not None) != is_list:
                close()
                is_list = bullet is not None
            lines.append(
                f"<li>{_inline(bullet[1])}</li>" if bullet is not None else _inline(line.strip())
            )
    close()
    return blocks


def _inline(text: str) -> str:
    done, parts = 0, []
    for match in _INLINE.finditer(text):
        parts.append(escape(text[done : match.start()]))
        if match["code"] is not None:
            parts.append(f"<code>{escape(match['code'])}</code>")
        elif match["bold"] is not None:
            parts.append(f"<strong>{escape(match['bold'])}</strong>")
        else:
            parts.append(f'<a href="{escape(match["link"])}">{escape(match["text"])}</a>')
        done = match.end()
    return "".join((*parts, escape(text[done:])))
