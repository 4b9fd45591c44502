"""The tools that execute notebooks in CI: nbconvert, nbval, papermill. What the sample notebooks must print is stored in
them, and confirmed by real Node in package notebooks."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

NAME = os.environ["KERNEL_NAME"]
SAMPLES = sorted(Path(os.environ["ROOT"], "notebooks").glob("*.ipynb"))


def tool(*args, **options):
    done = subprocess.run([sys.executable, "-m", *map(str, args)], capture_output=True, text=True, timeout=150, **options)
    assert done.returncode == 0, f"{args}\n{done.stdout}\n{done.stderr}"
    return done


def streams(outputs):
    """Neighbouring pieces of one stream are one: how they are cut is nobody's business."""
    joined = []
    for o in outputs:
        if o["output_type"] == "stream" and joined and joined[-1].get("name") == o["name"]:
            joined[-1]["text"] += o["text"]
        else:
            joined.append(dict(o))
    return joined


def plain(o):
    """What of an output is compared: the text of a stream, the data of a display or result, name and message of an error."""
    if o["output_type"] == "stream":
        return o["name"], o["text"]
    if o["output_type"] == "error":
        return "error", o["ename"], o["evalue"]
    return o["output_type"], json.dumps(o["data"], sort_keys=True)


def outputs(path):
    nb = nbformat.read(path, as_version=4)
    return [[plain(o) for o in streams(c.outputs)] for c in nb.cells if c.cell_type == "code"]


def test_there_are_samples():
    assert SAMPLES


@pytest.mark.limit(180)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_nbconvert_executes_a_sample_and_gets_what_is_stored_in_it(sample, tmp_path):
    tool("nbconvert", "--to", "notebook", "--execute", "--output-dir", tmp_path, f"--ExecutePreprocessor.kernel_name={NAME}", sample)
    got, stored = outputs(tmp_path / sample.name), outputs(sample)
    assert any(stored), "nothing is stored in it"
    assert got == stored


def test_nbconvert_makes_html_and_a_script(tmp_path):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("const a = 6;\nconsole.log(a * 7)")])
    nb.metadata.kernelspec = {"name": NAME, "display_name": NAME, "language": "javascript"}
    nbformat.write(nb, tmp_path / "a.ipynb")
    tool("nbconvert", "--to", "notebook", "--inplace", "--execute", tmp_path / "a.ipynb")
    tool("nbconvert", "--to", "script", tmp_path / "a.ipynb")
    assert "console.log(a * 7)" in (tmp_path / "a.js").read_text()
    tool("nbconvert", "--to", "html", tmp_path / "a.ipynb")
    html = (tmp_path / "a.html").read_text()
    assert "<pre>42\n</pre>" in html and re.search(r'<span class="kd">const</span>', html)  # highlighted as JavaScript


@pytest.mark.limit(180)
def test_nbval_finds_every_sample_as_stored(tmp_path):
    copies = [shutil.copy(s, tmp_path) for s in SAMPLES]
    tool("pytest", "-q", "-p", "no:cacheprovider", "--nbval", f"--nbval-kernel-name={NAME}", *copies, cwd=tmp_path)


def test_papermill_executes_and_injects_parameters(tmp_path):
    nb = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("const n = 1;\nlet words = [];", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell("setTimeout(() => console.log(words.join(' ').repeat(n)), 10)"),
        ]
    )
    nb.metadata.kernelspec = {"name": NAME, "display_name": NAME, "language": "javascript"}
    nbformat.write(nb, tmp_path / "in.ipynb")
    program = f"""if True:
        import json, papermill
        from papermill.translators import Translator, papermill_translators

        class JavaScript(Translator):  # papermill has none of its own
            @classmethod
            def codify(cls, parameters, comment="Parameters"):
                return "\\n".join([f"// {{comment}}"] + [f"const {{k}} = {{json.dumps(v)}};" for k, v in parameters.items()])

        papermill_translators.register("javascript", JavaScript)
        papermill.execute_notebook({str(tmp_path / "in.ipynb")!r}, {str(tmp_path / "out.ipynb")!r}, dict(n=2, words=["a", "b"]), progress_bar=False)
    """
    tool_run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert tool_run.returncode == 0, tool_run.stderr
    assert outputs(tmp_path / "out.ipynb")[-1] == [("stdout", "a ba b\n")]
