"""What Word's template leaves behind is taken out: thumbnail, names of programs, styles nobody uses."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

LEFT_OVER = ("thumbnail", "stylesWithEffects", "customXml")
ABOUT_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Forankret</Application></Properties>"
)


def cleaned(document: Any, used: frozenset[str]) -> Any:
    """The document without what the template left in it; ``used`` are the names of the styles to keep."""
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(LEFT_OVER)]:
            del relations[key]
    for relation in package.rels.values():
        if relation.reltype.endswith("extended-properties"):
            relation.target_part._blob = ABOUT_PROGRAM
    _settings(document.settings.element)
    _styles(document.styles.element, used)
    return document


def _settings(settings: Any) -> None:
    """No marks of editing sessions, no address of a template."""
    for name in ("rsids", "attachedTemplate", "savePreviewPicture", "shapeDefaults", "proofState"):
        for tag in settings.findall(qn(f"w:{name}")):
            settings.remove(tag)


def _styles(styles: Any, used: frozenset[str]) -> None:
    """Only the styles of the report, those they are based on, and the defaults."""
    by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    kept = {
        id
        for id, style in by_id.items()
        if style.get(qn("w:default")) == "1" or style.find(qn("w:name")).get(qn("w:val")) in used
    }
    waiting = list(kept)
    while waiting:
        for name in ("basedOn", "link", "next"):
            tag = by_id[waiting[0]].find(qn(f"w:{name}"))
            other = tag.get(qn("w:val")) if tag is not None else None
            if other in by_id and other not in kept:
                kept.add(other)
                waiting.append(other)
        waiting.pop(0)
    for id, style in by_id.items():
        if id not in kept:
            styles.remove(style)
