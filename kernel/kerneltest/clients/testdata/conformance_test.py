"""jupyter_kernel_test, with every hook it offers but one: no pager, because Loopbook sends no payloads."""

import os
import subprocess

import jupyter_kernel_test as jkt

NAME = os.environ["KERNEL_NAME"]

VALUES = [
    "6 * 7",
    "'text'",
    "[1, 'two', { three: [4n] }]",
    "new Map([['key', new Set([1, 2])]])",
    "({ nested: { deep: { deeper: { deepest: 1 } } }, f() {}, g: class A extends Map {} })",
    "Promise.resolve(1)",
    "new Uint8Array(3)",
    "[undefined, null, NaN, -0, 1e21, Symbol('s')]",
]


def by_node(code):
    """What Node prints for the value of an expression."""
    program = "console.log(require('util').inspect((0, eval)('(' + process.argv[1] + ')')))"
    run = subprocess.run([os.environ["NODE"], "-e", program, code], capture_output=True, text=True, timeout=20, check=True)
    return run.stdout.removesuffix("\n")


class Conformance(jkt.KernelTests):
    kernel_name = NAME
    language_name = "javascript"
    file_extension = ".js"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"
    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt"}},
        {"text": "const n = Number.isSafe", "matches": {"isSafeInteger"}},
        {"text": "process.nextT", "matches": {"nextTick"}},
        {"text": "globalThis.console.grou", "matches": {"group", "groupCollapsed", "groupEnd"}},
        {"text": "nothing_of_this_name", "matches": set()},
    ]
    complete_code_samples = [
        "1",
        "let a = 1\na",
        "function f() {\n  return 1;\n}",
        "await new Promise((r) => setTimeout(r, 1))",
        "for await (const x of []) {}",
        "// a comment",
        "import fs from 'node:fs'",
        "`a ${ 1 } b`",
        "class A { #x = 1; static { } }",
        "async function* g() { yield* g() }",
        "",
    ]
    incomplete_code_samples = [
        "function f() {",
        "const a = [1,",
        "`a template\n",
        "/* a comment",
        "if (true) {\n  1",
        "call(1,",
        "const a",
        "class A {",
        "1 +",
        "async () => {",
    ]
    invalid_code_samples = ["let 1 = 2", "a b c", "}", "let x; let x", "'a string\n'"]
    code_generate_error = "throw new TypeError('as asked')"
    code_execute_result = [{"code": code, "result": by_node(code)} for code in VALUES]
    code_display_data = [
        {"code": "display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "display.markdown('**bold**')", "mime": "text/markdown"},
        {"code": "display.svg('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')", "mime": "image/svg+xml"},
        {"code": "display.json({ a: [1] })", "mime": "application/json"},
        {"code": "display.latex('$x$')", "mime": "text/latex"},
        {"code": "display([1])", "mime": "text/plain"},
        {"code": "display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<i>own</i>' }) })", "mime": "text/html"},
    ]
    code_history_pattern = "6 ? 7*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "display.clear()"
    test_pager = None


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = NAME
    support_iopub_welcome = True


del jkt  # so that pytest does not find the base classes' own tests
