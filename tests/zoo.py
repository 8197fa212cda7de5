"""A study whose words, names and ids are what would be markup, a script or a path anywhere else."""

from __future__ import annotations

from pathlib import Path

from small_study import code_words, opened, put, small_study

from pipeline.stages.changing import edit_code
from pipeline.stages.recording import review_code

EVIL = (
    "<script>window.caught=1</script>",
    "<img src=x onerror=window.caught=2>",
    '"><svg onload=window.caught=3>',
    "'><b id=hijack>fet</b>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "</p></li><iframe src=javascript:window.caught=4></iframe>",
    "&lt;b&gt; &amp; &#60;",
    "javascript:window.caught=5",
)
CODER = '<img src=x onerror="window.caught=6">'
CODE = "<script>window.caught=7</script>"
DOCUMENT = "D' onload=x &lt;b&gt; {{ 1 }} 1"


def zoo(folder: Path) -> Path:
    """A study in which everything that a person can name or say looks like markup."""
    said = "\n\n".join(f"{'F' if n % 2 == 0 else 'OA'}: {evil}" for n, evil in enumerate(EVIL))
    rows = (
        "file,document,kind,case,wave,date,mode,replaces\n"
        f"dyr.txt,{DOCUMENT},interview,nord,start,2024-02-14,,\n"
    )
    study = small_study(folder, coded=False)
    put(study, "data/raw/documents.csv", rows)
    put(study, "data/raw/dyr.txt", said)
    put(study, "data/raw/speakers.csv", "document,label,speaker,role,case\n")
    settings = (study / "study.yaml").read_text(encoding="utf-8")
    settings = settings.replace("title: En liten studie", "title: '<b id=hijack>studie</b>'")
    settings = settings.replace("label: offentlig ansatt", "label: '<b id=hijack>ansatt</b>'")
    settings = settings.replace("coders:\n", f"coders:\n  '{CODER}': {{label: '<b id=hijack>x</b>'}}\n")
    put(study, "study.yaml", settings)
    book = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    for field in ("label", "brief", "definition", "use_when", "not_when"):
        book = book.replace(f"    {field}: Usi", f"    {field}: '<b id=hijack>{field}</b>' # Usi", 1)
        book = book.replace(f"    {field}: Når noen", f"    {field}: '{EVIL[1]}' # Når noen")
    book = book.replace("brief: Folk vet", f"brief: '{EVIL[0]}' # Folk vet")
    book = book.replace("label: Skummelt", f"label: '{CODE}'")
    put(study, "codebooks/codebook.yaml", book)
    memo = (study / "codebooks/memos/2024-03-01-ordet.md").read_text(encoding="utf-8")
    memo = (
        memo.replace("title: Ordet er uklart", f"title: '{CODE}'")
        + "\n".join(EVIL)
        + "\n[x](javascript:window.caught=8)\n"
    )
    put(study, "codebooks/memos/2024-03-01-ordet.md", memo)
    for number, evil in enumerate(EVIL[:3], 1):
        code_words(study, "hege", f"c{number}", f"{DOCUMENT}:{number:04}", "skummelt", evil)
    code_words(study, CODER, "c9", f"{DOCUMENT}:0002", "uklart", EVIL[1])
    edit_code(opened(study), CODER, "skummelt", {"definition": EVIL[2]}, EVIL[3])
    review_code(opened(study), CODER, "skummelt", EVIL[1])
    return study
