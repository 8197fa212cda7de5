"""What the page of the codebook says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "js.tree.found": ("{n} koder passer.", "{n} kodar passar.", "{n} codes match."),
    "js.tree.one": ("1 kode passer.", "1 kode passar.", "1 code matches."),
}
