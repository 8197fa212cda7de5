"""What was traced, told in lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.counted import number_of

Row = dict[str, Any]
BEHIND = (
    "The study or the program has changed since this report was built; build it anew with: forankret report"
)
SIX = ("brief", "definition", "use_when", "not_when")


def told(traced: Row, most: int) -> list[str]:
    """The lines that tell what was found; of long lists the first ``most``, and how many more there are."""
    ways: dict[str, Callable[[Row, int], Iterator[str]]] = {
        "utterance": _utterance,
        "coding": _coding,
        "quote": _quote,
        "code": _code,
        "line": _line,
        "candidates": _candidates,
    }
    lines = list(ways[traced["what"]](traced, most))
    if traced.get("report", {}).get("is_behind"):
        lines += ["", BEHIND]
    return lines


def _utterance(traced: Row, most: int) -> Iterator[str]:
    yield from _said(traced["utterance"])
    yield ""
    if not traced["codings"]:
        yield "Nobody has coded it."
    for one in traced["codings"]:
        yield from _fate(one)
    for one in traced["by_rule"]:
        yield f"  [{one['code']}] {one['label']} – by rule: {one['fired'] or 'indicator'} – «{one['quote']}»"
    for one in traced["decided"]:
        said = f"{one['event']}{': ' if one['decision'] else ''}{one['decision']}"
        yield f"  [{one['code']}] {said}, by {one['who']}, {one['at']}{_because(one['why'])} ({one['place']})"
    yield from _beside(traced, most)
    yield from _counted(traced, most)


def _said(row: Row) -> Iterator[str]:
    about = [
        row["role"] or "unknown role",
        row["speaker"],
        row["case"],
        row["wave"],
        row["place"],
        row["time"],
    ]
    old = "; of an older transcript, counted nowhere" if row.get("replaced") else ""
    yield f"{row['utterance']}  ({', '.join(part for part in about if part)}{old})"
    yield f"> {row['text']}"


def _fate(one: Row) -> Iterator[str]:
    """A coding with all that was done to it, each on a line."""
    words = f"«{one['quote']}» ({one['start']}–{one['end']})"
    yield f"  [{one['code']}] {one['label']} – {words}: {_state(one)}"
    yield (
        f"    made by {one['coder']}, {one['at']}, under version {one['codebook']} of the codebook"
        f"{_because(one['why'])} ({one['place']})"
    )
    if one["instead_of"]:
        yield f"    in the place of {one['instead_of']}"
    for act in one["acts"]:
        yield f"    {act['event']} by {act['who']}, {act['at']}{_because(act['why'])} ({act['place']})"
    yield f"    coding {one['coding']}"


def _state(one: Row) -> str:
    became = f"; {one['became']} came in its place" if one["became"] else ""
    return f"{one['state']}{became}"


def _because(why: str) -> str:
    return f": {why}" if why else ""


def _beside(traced: Row, most: int) -> Iterator[str]:
    """Definitions, memos and quotes."""
    yield from _definitions(traced["definitions"], most)
    memos = traced["memos"]
    if memos:
        yield from ("", "Memos:")
        yield from map(_memo, memos[:most])
        yield from _more(memos, most)
    if traced.get("quotes"):
        yield ""
        yield f"Printed in the report as quote {', '.join(map(str, traced['quotes']))}."


def _memo(memo: Row) -> str:
    who = f" by {memo['who']}" if memo["who"] else ""
    return f"  {memo['date']} «{memo['title']}»{who}: {memo['file']}"


def _definitions(found: Sequence[Row], most: int) -> Iterator[str]:
    if found:
        yield from ("", "What the codes meant when they were put there:")
    for one in found[:most]:
        versions = ", ".join(map(str, one["versions"]))
        since = ", ".join(name.replace("_", " ") for name in one["changed_since"])
        now = f"changed since: {since}" if since else "as now"
        copy = f" in the copy of history.jsonl, {one['copy']}" if one["copy"] else ""
        yield f"  [{one['code']}] {one.get('label', '')} – version {versions}{copy} ({now})"
        yield from (f"    {name.replace('_', ' ')}: {one[name]}" for name in SIX if one.get(name))
    yield from _more(found, most)


def _more(found: Sequence[Any], most: int) -> Iterator[str]:
    if len(found) > most:
        yield f"  ... and {len(found) - most} more; see all with --most {len(found)} or --format json"


def _counted(traced: Row, most: int) -> Iterator[str]:
    counted = traced["counted_in"]
    yield ""
    yield f"Counted in {number_of(len(counted), 'number')} of the report{':' if counted else '.'}"
    for one in counted[:most]:
        where = " – ".join(filter(None, (one["chapter"], one["label"])))
        what = " – ".join(filter(None, (_cut(one["line"], 60), one["column"])))
        yield f"  {one['number']:>6}  {where}: {what} ({one['name']})"
    yield from _more(counted, most)
    for one in traced["figures"]:
        yield f"  {one['label']}: {one['caption']}"


def _coding(traced: Row, most: int) -> Iterator[str]:
    for one in traced["codings"]:
        yield from _fate(one) if "state" in one else (f"  [{one['code']}] by rule «{one['quote']}»",)
    for place in traced["now"]:
        yield f"  It is counted on {place['utterance']} ({place['start']}–{place['end']}): «{place['quote']}»"
    yield ""
    for row in traced["utterances"]:
        yield from _said(row)
    yield from _beside(traced, most)


def _quote(traced: Row, most: int) -> Iterator[str]:
    quote = traced["quote"]
    pinned = ", pinned" if quote["pinned"] == "yes" else ", chosen by the program"
    yield f"Quote {quote['number']}: «{quote['printed']}» ({quote['role']}{pinned})"
    if quote["edits"]:
        yield f"  edited: {quote['edits']}; as said: «{quote['quote']}»"
    yield f"  stands under [{quote['finding']}] as [{quote['code']}] {quote['label']}"
    yield ""
    for row in traced["utterances"]:
        yield from _said(row)
    yield ""
    for one in traced["codings"]:
        yield from _fate(one)
    if traced["others"]:
        yield from ("", "Also put on these words, or taken away from them:")
        for one in traced["others"][:most]:
            yield from _fate(one)
    yield from _beside(traced, most)
    if traced.get("also_printed"):
        yield from ("", f"The number {quote['number']} is also printed here:")
        yield from _listed(traced["also_printed"], most)


def _code(traced: Row, most: int) -> Iterator[str]:
    code = traced["code"]
    heir = f", merged into {traced['heir']}" if traced["heir"] != code["id"] else ""
    yield f"[{code['id']}] {code['label']} ({code['kind']}, {code['status']}{heir})"
    yield from (f"  {name.replace('_', ' ')}: {code[name]}" for name in SIX if code.get(name))
    yield from ("", "How it came to be:" if traced["history"] else "The history does not tell of it.")
    for one in traced["history"]:
        other = f" of {one['code']}" if one["code"] != code["id"] else ""
        what = f"{one['event']}{other} by {one['who']}{_because(one['reason'])}"
        yield f"  version {one['version']}, {one['at']}: {what}"
    coders = ", ".join(f"{who} {number}" for who, number in traced["by_coder"].items())
    yield ""
    ids = list(dict.fromkeys(one["utterance"] for one in traced["codings"]))
    number = len({one["coding"] for one in traced["codings"]})
    yield f"{number_of(number, 'coding')} of this very code{f' (by coder: {coders})' if coders else ''}"
    yield f"  on {number_of(len(ids), 'utterance')}: {', '.join(ids[:most])}"
    yield from _more(ids, most)
    yield from _beside({"definitions": [], **traced}, most)
    if traced["lines"]:
        yield from ("", "Counted in these lines of the report:")
        yield from _listed(traced["lines"], most)


def _line(traced: Row, most: int) -> Iterator[str]:
    line = traced["line"]
    yield " – ".join(filter(None, (line["chapter"], line["label"], line["name"])))
    yield f"> {line['text']}"
    yield ""
    if not traced["numbers"]:
        yield "No number in this line has utterances behind it."
    for one in traced["numbers"]:
        ids = one["utterances"]
        shown = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
        behind = f"{number_of(len(ids), 'utterance')}: {shown}" if ids else "nothing to open"
        if one["pairs"]:
            behind = f"{number_of(len(one['pairs']), 'pair')} of neighbours:"
        yield f"  {one['number']:>6}  {one['counts']}  ({one['name']}) – {behind}"
        for pair in one["pairs"][:most]:
            yield f"          {pair[0]} and {pair[1]}"
        yield from _more(one["pairs"], most)
    if traced["named"]:
        yield from ("", "Utterances that it names:")
    for one in traced["named"][:most]:
        yield f"  forankret trace {one['utterance']}  {one['role'] or '?':5} «{_cut(one['text'], 90)}»"
    yield from _more(traced["named"], most)
    if traced["codings"]:
        under = f" as [{line['code']}] or a code below it" if line["code"] else ""
        under = f" as {_either(line['codes'])}" if line["codes"] else under
        under += f", by {' and '.join(line['coders'])}" if line["coders"] else ""
        yield from ("", f"What was coded there{under}:")
    for one in traced["codings"][:most]:
        yield f"  {one['utterance']}  {one['role'] or '?':5} [{one['code']}] «{_cut(one['quote'], 90)}»"
        yield f"    by {one['coder']}, {one['at']}, version {one['codebook']}, coding {one['coding']}"
    yield from _more(traced["codings"], most)
    if traced["gone"]:
        yield from ("", "Taken away from these utterances:")
        for one in traced["gone"][:most]:
            yield from _fate(one)
        yield from _more(traced["gone"], most)
    yield from _beside(traced, most)


def _either(codes: Sequence[str]) -> str:
    return " or ".join(f"[{code}]" for code in codes)


def _candidates(traced: Row, most: int) -> Iterator[str]:
    if not traced.get("has_same_numbers", True):
        yield "No line of the report has these words with these numbers. The nearest are:"
    else:
        yield "Several may be meant; trace one of them by its name:"
    yield from _listed(traced["candidates"], most)
    if traced.get("more"):
        yield f"  ... and {traced['more']} more: give more of the words."


def _listed(found: Sequence[Row], most: int) -> Iterator[str]:
    for one in found[:most]:
        where = " – ".join(filter(None, (one["chapter"], one["label"])))
        yield f"  forankret trace '{one['name']}'  {where}: {_cut(one['text'], 100)}"
    yield from _more(found, most)


def _cut(text: str, room: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"
