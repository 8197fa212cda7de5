"""A list that a number opens is saved as a table, made in the page of what the page holds."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from typing import Any

import lxml.html
import pytest

from pipeline.report import html
from pipeline.report.blocks import Number, Paragraph, Passage, Told, Transcript, Transcripts

SAID = '=HYPERLINK(1) sa hun; "ja",\nog nei'
BROWSER = """
const [page, script] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const saved = {};
function element(found) {
  const made = { dataset: {}, classList: { contains: () => true, add() {} }, ...found };
  made.insertAdjacentElement = (where, other) => { if (other.click0) other.click0(); };
  return made;
}
function created() {
  const made = {
    addEventListener(name, act) { made.click0 = act; },
    click() { saved.name = made.download; },
  };
  return made;
}
const utterances = Object.fromEntries(page.utterances.map((one) => [one.anchor, element({
  querySelector: (name) => name === ".codes" && !one.codes ? null :
  {
    textContent: { ".id": one.id, ".codes": one.codes, ".said": one.said }[name],
    dataset: { role: one.role },
  },
})]));
const list = element({
  parentNode: { dataset: page.said },
  closest: () => null, focus() {},
  querySelector: () => element({ textContent: page.title }),
  querySelectorAll: () => page.utterances.map((one) => element({
    getAttribute: () => "#" + one.anchor, parentNode: element({}),
  })),
});
class Blob { constructor(parts) { saved.text = parts.join(""); } }
const document = {
  getElementById: (id) => id === "e1" ? list : utterances[id],
  createElement: created, addEventListener() {},
};
const scope = {
  document, location: { hash: "#e1" }, addEventListener() {}, setTimeout() {}, Blob,
  URL: { createObjectURL: () => "blob:", revokeObjectURL() {} },
};
new Function(...Object.keys(scope), script)(...Object.values(scope));
console.log(JSON.stringify(saved));
"""
"""Just so much of a browser as the script needs; the button is pressed as soon as it is there."""


def made_page(language: str) -> lxml.html.HtmlElement:
    passages = (
        Passage("INT-01:0001", "Innbygger", "line 1", SAID, role="Innbygger", codes=("Redd", "Alene")),
        Passage("INT-01:0002", "Ansatt (Kari)", "line 2", "Ja.", role="Ansatt"),
    )
    number = Number("2", ("INT-01:0001", "INT-01:0002"), "Usikre på «begrepet» – OA")
    sources = Transcripts("Ytringene", "", "sources", (Transcript("INT-01", "Intervju", passages),))
    return lxml.html.fromstring(html.render([Paragraph((number,)), sources], Told("T", language)))


def test_the_page_says_in_its_language_what_the_button_and_the_columns_are_called() -> None:
    said = [
        dict(made_page(language).xpath('//div[@class="lists"]')[0].attrib) for language in ("nb", "nn", "en")
    ]
    assert [one["data-save"] for one in said] == [
        *("Lagre lista som CSV", "Lagre lista som CSV"),
        "Save the list as CSV",
    ]
    assert [one["data-mark"] for one in said] == [";", ";", ","]


@pytest.mark.skipif(shutil.which("node") is None, reason="no node to run the page's script")
@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_saved_table_holds_every_utterance_with_its_role_codes_and_words(language: str) -> None:
    page = made_page(language)
    (lists,) = page.xpath('//div[@class="lists"]')
    told: dict[str, Any] = {
        "said": {name: lists.get(f"data-{name}") for name in ("save", "columns", "mark")},
        "title": page.xpath('//p[@class="behind-title"]')[0].text_content(),
        "utterances": [
            {
                "anchor": item.get("id"),
                "id": item.xpath('.//span[@class="id"]')[0].text,
                "role": item.xpath('.//span[@class="speaker"]')[0].get("data-role"),
                "codes": "".join(item.xpath('.//p[@class="codes"]/text()')),
                "said": item.xpath('.//p[@class="said"]')[0].text_content(),
            }
            for item in page.xpath("//ol/li[@id]")
        ],
    }
    script = page.xpath("//script")[0].text
    done = subprocess.run(
        ["node", "-e", BROWSER],
        input=json.dumps([told, script]),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    saved = json.loads(done.stdout)
    ending = "2-ytringer" if language == "nb" else "2-utterances"
    assert saved["name"] == f"Usikre-på-begrepet-OA-{ending}.csv"
    assert saved["text"].startswith("\ufeff")
    mark = told["said"]["mark"]
    rows = list(csv.reader(io.StringIO(saved["text"].removeprefix("\ufeff"), newline=""), delimiter=mark))
    assert rows == [
        told["said"]["columns"].split("|"),
        ["INT-01:0001", "Innbygger", "Redd · Alene", f"'{SAID}"],
        ["INT-01:0002", "Ansatt", "", "Ja."],
    ]
