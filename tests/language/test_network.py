"""The model's file is what it was made to be, or it is not used."""

import pytest

from detente.language import ModelError, Network
from detente.language.network import MODEL


@pytest.mark.parametrize("harm", ["missing", "cut", "changed", "without its hash"])
def test_a_harmed_model_file_is_one_clear_error(tmp_path, harm):
    path = tmp_path / "reader.onnx"
    whole = MODEL.read_bytes()
    if harm != "missing":
        changed = bytes([whole[0], whole[1] ^ 1])
        path.write_bytes({"cut": whole[:1000], "changed": changed + whole[2:]}.get(harm, whole))
    if harm != "without its hash":
        path.with_suffix(".sha256").write_text(MODEL.with_suffix(".sha256").read_text())
    with pytest.raises(ModelError, match=r"reader\.onnx: .* missing or damaged"):
        Network(path)
