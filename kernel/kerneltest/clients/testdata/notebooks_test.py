"""The tools that execute notebooks in CI: nbconvert, nbval, papermill. What the notebooks must print is stored in them, and
confirmed by real Node in package notebooks."""

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
NOTEBOOKS = Path(os.environ["ROOT"], "notebooks")
SAMPLES = sorted(NOTEBOOKS.glob("*.ipynb"))
EXAMPLES = sorted((NOTEBOOKS / "examples").glob("*.ipynb"))
NBVAL = [f"--nbval-kernel-name={NAME}", f"--nbval-sanitize-with={NOTEBOOKS / 'nbval.cfg'}"]
PACKAGES = {"12-database": "mysql2", "13-payments": "axios"}  # what `make packages` installs


def lacks(notebook):
    package = PACKAGES.get(notebook.stem)
    return package if package and not (notebook.parent / "node_modules" / package).exists() else None


RUNNABLE = [n for n in SAMPLES + EXAMPLES if not lacks(n)]


def skip_without_packages(notebook):
    if package := lacks(notebook):
        pytest.skip(f"{notebook.stem} needs {package}, which make packages installs")


def tool(*args, timeout=150, **options):
    done = subprocess.run([sys.executable, "-m", *map(str, args)], capture_output=True, text=True, timeout=timeout, **options)
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


def without_ignored(path, outputs):
    """Leaves out the outputs of cells that say they differ from machine to machine."""
    cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    return [o for o, c in zip(outputs, cells, strict=True) if "nbval-ignore-output" not in c.metadata.get("tags", [])]


def test_there_are_notebooks():
    assert SAMPLES and EXAMPLES


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The folder where nbconvert has put every notebook, executed. One call for all: its start is what takes long."""
    out = tmp_path_factory.mktemp("converted")
    tool("nbconvert", "--to", "notebook", "--execute", "--output-dir", out, f"--ExecutePreprocessor.kernel_name={NAME}", *RUNNABLE, timeout=280)
    return out


@pytest.mark.limit(300)
@pytest.mark.parametrize("notebook", SAMPLES + EXAMPLES, ids=lambda p: p.stem)
def test_nbconvert_executes_a_notebook_and_gets_what_is_stored_in_it(notebook, converted):
    skip_without_packages(notebook)
    got, stored = outputs(converted / notebook.name), outputs(notebook)
    assert any(stored) or notebook.stem == "index", "nothing is stored in it"
    assert without_ignored(notebook, got) == without_ignored(notebook, stored)


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
    tool("pytest", "-q", "-p", "no:cacheprovider", "--nbval", *NBVAL, *copies, cwd=tmp_path)


@pytest.mark.limit(300)
def test_nbval_finds_every_example_as_stored():
    examples = [e for e in RUNNABLE if e in EXAMPLES]
    tool("pytest", "-q", "-p", "no:cacheprovider", "--nbval", *NBVAL, *examples, cwd=NOTEBOOKS, timeout=280)


def papermill(*args):
    program = "import loopbook_papermill, sys; from papermill.cli import papermill; sys.exit(papermill())"
    path = {"PYTHONPATH": str(NOTEBOOKS / "papermill")}
    return subprocess.run([sys.executable, "-c", program, *map(str, args)], capture_output=True, text=True, timeout=60, env={**os.environ, **path})


def test_papermill_executes_an_example_with_other_parameters(tmp_path):
    example = NOTEBOOKS / "examples" / "14-resilience.ipynb"
    run = papermill(example, tmp_path / "out.ipynb", "-k", NAME, "-p", "items", "13", "-p", "batchSize", "5", "--no-progress-bar")
    assert run.returncode == 0, run.stderr
    text = "".join(o[1] for cell in outputs(tmp_path / "out.ipynb") for o in cell if o[0] == "stdout")
    assert "a batch of 1\na batch of 5\na batch of 5\na batch of 2\n13 Processed: 1 … Processed: 13\n" in text


def test_papermill_knows_the_parameters_of_an_example(tmp_path):
    run = papermill("--help-notebook", NOTEBOOKS / "examples" / "14-resilience.ipynb")
    assert "items: Unknown type (default 25)" in run.stdout and "how many of them go together" in run.stdout, run.stdout + run.stderr


def test_papermill_injects_parameters_of_every_kind(tmp_path):
    nb = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("const n = 1;\nlet words = [], rest;", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell("setTimeout(() => console.log(words.join(' ').repeat(n), rest), 10)"),
        ]
    )
    nb.metadata.kernelspec = {"name": NAME, "display_name": NAME, "language": "javascript"}
    nbformat.write(nb, tmp_path / "in.ipynb")
    rest = {"a": None, "b": True, "c": -1.5, "d": float("inf"), "e": 'it\'s "x"\n'}
    program = f"""if True:
        import loopbook_papermill, papermill
        inf = float("inf")
        papermill.execute_notebook({str(tmp_path / "in.ipynb")!r}, {str(tmp_path / "out.ipynb")!r}, dict(n=2, words=["a", "b"], rest={rest!r}), progress_bar=False)
    """
    path = {"PYTHONPATH": str(NOTEBOOKS / "papermill")}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, env={**os.environ, **path})
    assert run.returncode == 0, run.stderr
    assert outputs(tmp_path / "out.ipynb")[-1] == [("stdout", "a ba b { a: null, b: true, c: -1.5, d: Infinity, e: `it's \"x\"\\n` }\n")]
