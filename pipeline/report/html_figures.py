"""Figures inside a web page: one SVG after the other, without their ids meeting."""

from __future__ import annotations

import re

from markupsafe import escape

_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_USE = re.compile(r'((?:xlink:)?href="#|url\(#)')
_OPENING = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_VIEW = re.compile(r'viewBox="([^"]+)"')


def inline_svg(svg: bytes, prefix: str, alt: str) -> str:
    """The SVG of a figure as part of a page, its ids prefixed, with what it shows in words.

    Scripts and event handlers have no place in a figure and are taken out.
    """
    text = _METADATA.sub("", _HEAD.sub("", svg.decode("utf-8"), count=1))
    text = re.sub(r"<script\b.*?</script>|\son\w+=\"[^\"]*\"", "", text, flags=re.DOTALL | re.IGNORECASE)
    text = _USE.sub(rf"\g<1>{prefix}", _ID.sub(rf'id="{prefix}\1"', text))
    view = _VIEW.search(text)
    shape = f' viewBox="{view[1]}"' if view else ""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{shape} '
        f'role="img" aria-label="{escape(alt)}">'
    )
    return _OPENING.sub(lambda _: opening, text, count=1).strip()
