"""The manifest says what a build was made from and what came out."""

import io
import json

import pytest
from PIL import Image

from pipeline.store.manifest import manifest_text, output_entry, read_manifest, same_output, write_manifest


def picture(**how) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (4, 3), (9, 9, 9)).save(data, "PNG", **how)
    return data.getvalue()


def test_what_is_written_is_read_back(tmp_path):
    write_manifest(tmp_path, manifest_text({"data/raw": "a"}, {"reports/æ.csv": {"sha256": "b"}}))
    assert read_manifest(tmp_path) == {
        "inputs": {"data/raw": "a"},
        "outputs": {"reports/æ.csv": {"sha256": "b"}},
    }


def test_the_text_does_not_depend_on_the_order_of_the_files():
    one, two = {"a": {"sha256": "1"}, "b": {"sha256": "2"}}, {"b": {"sha256": "2"}, "a": {"sha256": "1"}}
    assert manifest_text({}, one) == manifest_text({}, two)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"inputs": [], "outputs": {}}', '{"inputs": {}, "outputs": {"a": 3}}']
)
def test_a_manifest_that_is_none_is_as_if_it_were_not_there(tmp_path, text):
    write_manifest(tmp_path, text)
    assert read_manifest(tmp_path) is None


def test_pictures_with_the_same_pixels_are_the_same(tmp_path):
    small, large = tmp_path / "a.png", tmp_path / "b.png"
    small.write_bytes(picture(compress_level=9))
    large.write_bytes(picture(compress_level=0))
    assert small.read_bytes() != large.read_bytes()
    assert same_output(output_entry(small), output_entry(large))


def test_other_files_are_the_same_by_their_bytes_alone(tmp_path):
    (tmp_path / "a.svg").write_text("<svg/>")
    (tmp_path / "b.svg").write_text("<svg />")
    assert not same_output(output_entry(tmp_path / "a.svg"), output_entry(tmp_path / "b.svg"))


def test_a_picture_that_is_broken_is_another_one(tmp_path):
    whole, broken, other = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "c.png"
    whole.write_bytes(picture())
    broken.write_bytes(picture()[:40])
    other.write_bytes(b"hei")
    assert not same_output(output_entry(whole), output_entry(broken))
    assert not same_output(output_entry(broken), output_entry(other))
    assert json.loads(manifest_text({}, {"b": output_entry(broken)}))["outputs"]["b"]["pixels"] == ""
