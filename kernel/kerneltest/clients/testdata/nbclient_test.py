"""nbclient: runs the cells one by one and keeps nothing that comes after a cell's idle. nbconvert, papermill, myst-nb
and jupyter-cache stand on it."""

import os
import subprocess
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

NAME = os.environ["KERNEL_NAME"]
ORDER = Path(__file__).with_name("order.js").read_text()


def execute(*cells, **options):
    """Executes a notebook of these cells; returns their outputs."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    client = NotebookClient(nb, **({"kernel_name": NAME, "timeout": 40} | options))
    try:
        client.execute()
    finally:
        execute.cells = nb.cells
    nbformat.validate(nb)
    return [c.outputs for c in nb.cells]


def text(outputs, name="stdout"):
    return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == name)


def result(outputs):
    found = [o.data["text/plain"] for o in outputs if o.output_type == "execute_result"]
    assert len(found) <= 1
    return found[0] if found else None


def by_node(program, extension):
    """What real Node prints for a program kept in a file (on standard input it would run in another phase)."""
    with tempfile.NamedTemporaryFile("w", suffix=extension) as f:
        f.write(program)
        f.flush()
        return subprocess.run([os.environ["NODE"], f.name], capture_output=True, text=True, timeout=20, check=True).stdout


def test_ten_thousand_lines_and_a_result_arrive_byte_exact_and_none_in_the_next_cell():
    first, second = execute("for (let i = 0; i < 10000; i++) console.log('line ' + i);\n'the result'", "'next'")
    assert text(first) == "".join(f"line {i}\n" for i in range(10000))
    assert result(first) == "'the result'"
    assert [o.output_type for o in second] == ["execute_result"]


def test_lines_from_promises_timers_and_ticks_are_all_there():
    code = """
      for (let i = 0; i < 2000; i++) {
        process.nextTick(() => console.log('tick', i));
        queueMicrotask(() => console.log('micro', i));
        setTimeout(() => console.log('timeout', i), i % 50);
        setImmediate(() => console.log('immediate', i));
      }"""
    first, second = execute(code, "'next'")
    for kind in ("tick", "micro", "immediate"):
        assert [s for s in text(first).splitlines() if s.startswith(kind)] == [f"{kind} {i}" for i in range(2000)]
    assert sorted(s for s in text(first).splitlines() if s.startswith("timeout")) == sorted(f"timeout {i}" for i in range(2000))
    assert [o.output_type for o in second] == ["execute_result"]


def test_a_timer_one_second_later_prints_in_its_own_cell():
    first, second = execute("setTimeout(() => console.log('a second later'), 1000); 'at once'", "console.log('next')")
    assert text(first) == "a second later\n"
    assert result(first) == "'at once'"
    assert text(second) == "next\n"


def test_everything_a_cell_starts_runs_in_it_and_in_the_order_of_node():
    first, second = execute(ORDER, "'next'")
    assert text(first) == by_node(ORDER, ".cjs")
    assert [o.output_type for o in second] == ["execute_result"]


def test_an_esm_cell_has_the_order_of_an_es_module():
    first, second = execute("%%esm\n" + ORDER, "'next'")
    assert text(first) == by_node(ORDER, ".mjs")
    assert [o.output_type for o in second] == ["execute_result"]


def test_in_virtual_time_an_hour_passes_at_once():
    (outputs,) = execute("%%virtual\nconst t = Date.now();\nsetTimeout(() => console.log(Date.now() - t >= 3600e3), 3600e3);", timeout=20)
    assert text(outputs) == "true\n"


def test_modules_come_by_import_and_by_require():
    outputs = execute(
        "import path, { basename } from 'node:path';\nimport * as util from 'util';\nbasename('/a/b.c') + path.sep + typeof util.inspect",
        "(await import('node:path')).posix.sep + require('path').extname('b.c')",
        "path.basename('/from/before')",
    )
    assert [result(o) for o in outputs] == ["'b.c/function'", "'/.c'", "'before'"]


def test_an_await_that_nothing_can_settle_ends_its_cell():
    first, second = execute("await new Promise(() => {})", "'alive'", allow_errors=True)
    (error,) = [o for o in first if o.output_type == "error"]
    assert "unsettled top-level await" in error.evalue
    assert result(second) == "'alive'"


def test_stdout_and_stderr_keep_their_own_order():
    (outputs,) = execute("for (let i = 0; i < 500; i++) { console.log('o' + i); console.error('e' + i) }")
    assert text(outputs) == "".join(f"o{i}\n" for i in range(500))
    assert text(outputs, "stderr") == "".join(f"e{i}\n" for i in range(500))


def test_output_before_a_display_stays_before_it():
    (outputs,) = execute("for (let i = 0; i < 50; i++) { console.log(i); display.html('<b>' + i + '</b>') }")
    seen = [o.text.strip() if o.output_type == "stream" else o.data["text/html"] for o in outputs]
    assert seen == [s for i in range(50) for s in (str(i), f"<b>{i}</b>")]


def test_an_error_is_named_and_has_a_traceback():
    with pytest.raises(CellExecutionError) as caught:
        execute("const wrong = () => { throw new RangeError('too far') };\nwrong();", "'never'")
    assert caught.value.ename == "RangeError"
    assert caught.value.evalue == "too far"
    (error,) = [o for o in execute.cells[0].outputs if o.output_type == "error"]
    assert error.ename == "RangeError" and error.evalue == "too far"
    assert "wrong" in "\n".join(error.traceback) and all(isinstance(line, str) for line in error.traceback)
    assert not execute.cells[1].outputs


@pytest.mark.parametrize(
    "code",
    [
        "throw new Error('e')",
        "await Promise.reject(new Error('e'))",
        "Promise.reject(new Error('e'))",
        "setTimeout(() => { throw new Error('e') }, 5)",
        "process.nextTick(() => { throw new Error('e') })",
        "setImmediate(() => { throw new Error('e') })",
        "(async () => { await null; throw new Error('e') })()",
    ],
)
def test_errors_end_their_own_cell_only(code):
    first, second, third = execute(code, "console.log('runs')", "'and this'", allow_errors=True)
    assert [(o.ename, o.evalue) for o in first if o.output_type == "error"] == [("Error", "e")]
    assert text(second) == "runs\n"
    assert result(third) == "'and this'"


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_one_runs():
    first, second = execute("for (;;) {}", "'alive'", timeout=1, interrupt_on_timeout=True, allow_errors=True)
    assert [o.ename for o in first if o.output_type == "error"] == ["KeyboardInterrupt"]
    assert result(second) == "'alive'"


def test_a_cell_that_takes_too_long_can_end_the_run():
    with pytest.raises(CellTimeoutError):
        execute("for (;;) {}", timeout=1)


def test_names_declared_in_one_cell_are_there_in_the_next_and_may_be_declared_again():
    outputs = execute("const a = 1; let b = 2; class C { v = 3 }\nfunction d() { return 4 }", "[a, b, new C().v, d()]", "const a = 5; class C {}\na")
    assert result(outputs[1]) == "[ 1, 2, 3, 4 ]"
    assert result(outputs[2]) == "5"


def test_the_typescript_kernel_takes_typescript():
    first, second = execute(
        "interface Point { x: number; y: number }\nconst p: Point = { x: 1, y: 2 };\nenum Colour { Red = 1, Green }\np",
        "await Promise.resolve((p as Point).x + Colour.Green)",
        kernel_name=os.environ["TYPESCRIPT_KERNEL_NAME"],
    )
    assert result(first) == "{ x: 1, y: 2 }"
    assert result(second) == "3"


def test_two_notebooks_run_at_once():
    import asyncio

    async def both():
        books = [
            nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"let n = {i}; await new Promise(r => setTimeout(r, 200)); n"), nbformat.v4.new_code_cell("n * 10")])
            for i in (1, 2)
        ]
        await asyncio.gather(*(NotebookClient(nb, kernel_name=NAME, timeout=40).async_execute() for nb in books))
        return [[result(c.outputs) for c in nb.cells] for nb in books]

    assert asyncio.run(both()) == [["1", "10"], ["2", "20"]]
