#!/usr/bin/env python3
"""Measures Loopbook against ipykernel and Deno's kernel on this machine, in one run, the kernels taking turns.

    bench.py --loopbook bin/loopbook [--json build/bench.json] [--only round_trip …] [--quick]

Every figure is what a client sees, from before its send to the last thing it waits for (reply and idle). A kernel that is
not installed is left out, by name. `echo` is a process that sends each message back and does nothing else: the floor that
sockets, signing and the scheduler of this machine put under every round trip. Times in ms, memory in MiB, medians unless said.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import zmq
from wire import DELIMITER, PATIENCE, Running

ROOT = Path(__file__).resolve().parents[3]


class Peer:
    """One kernel under measurement: how it is started, and the same programs in its language."""

    def __init__(self, name, argv, lines, displays, interrupt="message", env=None):
        self.name, self.argv, self.lines, self.displays, self.interrupt, self.env = name, argv, lines, displays, interrupt, env

    def start(self):
        return Running(self.argv, self.env)


JS_LINES = "for (let i = 0; i < 100000; i++) console.log('line ' + i)"
LOOPS = {"loopbook": "for (;;) {}", "deno": "for (;;) {}", "ipykernel": "while True: pass"}


def peers(loopbook):
    deno = next((ROOT / ".deps/node_modules/@deno").glob("*/deno"), None)
    found = [
        Peer("loopbook", [str(loopbook), "kernel", "{connection_file}"], JS_LINES, "for (let i = 0; i < 1000; i++) display.html('<b>' + i + '</b>')"),
        Peer(
            "ipykernel",
            [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "for i in range(100000): print('line %d' % i)",
            "from IPython.display import display, HTML\nfor i in range(1000): display(HTML('<b>%d</b>' % i))",
            interrupt="signal",
        ),
    ]
    if deno:
        displays = "for (let i = 0; i < 1000; i++) await Deno.jupyter.broadcast('display_data', { data: { 'text/html': '<b>' + i + '</b>' }, metadata: {}, transient: {} })"
        found.append(Peer("deno", [str(deno), "jupyter", "--kernel", "--conn", "{connection_file}"], JS_LINES, displays))
    else:
        print("MISSING deno: run `make deps`; its column is left out", file=sys.stderr)
    return found


def since(began):
    return (time.perf_counter() - began) * 1000


# Each measure takes a Peer (and its rounds) and returns a list of {figure: value}, one for each round.


def start_up(peer):
    with peer.start() as k:
        k.reply(k.send("kernel_info_request", {}))
        info = since(k.started)
        content = k.reply(k.execute("1+1"))
        assert b'"ok"' in content
        return {"spawn to kernel_info": info, "spawn to first result": since(k.started)}


def round_trip(peer, n=1000):
    with peer.start() as k:
        k.ready()
        times = []
        for _ in range(n):
            began = time.perf_counter()
            k.run("1+1")
            times.append(since(began))
        quantiles = statistics.quantiles(times, n=100)
        return {"round trip p50": statistics.median(times), "round trip p99": quantiles[98]}


def lines(peer):
    with peer.start() as k:
        k.ready()
        began = time.perf_counter()
        msg_id = k.execute(peer.lines)
        _, heard = k.finish(msg_id)
        took = since(began)
        texts = [json.loads(content)["text"] for header, parent, content in heard if b'"stream"' in header and msg_id in parent]
        kept = "".join(texts).count("\n")
        return {"100,000 lines": took, "lines lost before idle": 100_000 - kept, "stream messages": len(texts)}


def displays(peer):
    with peer.start() as k:
        k.ready()
        began = time.perf_counter()
        msg_id = k.execute(peer.displays)
        content, heard = k.finish(msg_id)
        took = since(began)
        assert b'"ok"' in content, content
        kept = sum(b'"display_data"' in header for header, _, _ in heard)
        return {"1,000 display_data": took, "displays lost before idle": 1000 - kept}


def pipelined(peer):
    with peer.start() as k:
        k.ready()
        began = time.perf_counter()
        ids = [k.execute(f"{i}") for i in range(200)]
        for msg_id in ids:
            k.reply(msg_id)
        k.until_idle(ids[-1])
        return {"200 pipelined requests": since(began)}


def memory(peer):
    with peer.start() as k:
        k.ready()
        start = k.memory()
        for i in range(1000):
            k.run(f"'cell {i}'")
        return {"memory at start": start, "memory after 1,000 cells": k.memory()}


def interrupt(peer):
    with peer.start() as k:
        k.ready()
        msg_id = k.execute(LOOPS[peer.name])
        time.sleep(0.2)
        began = time.perf_counter()
        if peer.interrupt == "signal":
            os.kill(k.process.pid, signal.SIGINT)
        else:
            k.send("interrupt_request", {}, on=k.control)
        k.shell.rcvtimeo = 5000
        k.finish(msg_id)
        return {"interrupt": since(began)}


def nbconvert(peer):
    with tempfile.TemporaryDirectory() as d:
        spec = Path(d, "share/kernels", peer.name)
        spec.mkdir(parents=True)
        (spec / "kernel.json").write_text(json.dumps({"argv": peer.argv, "display_name": peer.name, "language": "x", "interrupt_mode": peer.interrupt}))
        cells = [{"cell_type": "code", "id": f"c{i}", "execution_count": None, "metadata": {}, "outputs": [], "source": f"{i}"} for i in range(30)]
        kernelspec = {"name": peer.name, "display_name": peer.name, "language": "x"}
        Path(d, "a.ipynb").write_text(json.dumps({"cells": cells, "metadata": {"kernelspec": kernelspec}, "nbformat": 4, "nbformat_minor": 5}))
        env = dict(os.environ, JUPYTER_PATH=str(Path(d, "share")), PYDEVD_DISABLE_FILE_VALIDATION="1")
        began = time.perf_counter()
        command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output", "b.ipynb", str(Path(d, "a.ipynb"))]
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        return {"nbconvert of 30 cells": since(began)}


ECHO = """if True:
    import sys, zmq
    s = zmq.Context().socket(zmq.ROUTER)
    print(s.bind_to_random_port("tcp://127.0.0.1"), flush=True)
    while True:
        s.send_multipart(s.recv_multipart())
"""


def floor(n):
    """Round trip of a message of the size of an execute_request to a process that only sends it back."""
    with subprocess.Popen([sys.executable, "-c", ECHO], stdout=subprocess.PIPE, text=True) as echo:
        s = zmq.Context.instance().socket(zmq.DEALER)
        s.linger = 0
        s.connect(f"tcp://127.0.0.1:{echo.stdout.readline().strip()}")
        frames = [DELIMITER, b"0" * 64, b"h" * 200, b"{}", b"{}", b"c" * 130]
        times = []
        for _ in range(n):
            began = time.perf_counter()
            s.send_multipart(frames)
            s.recv_multipart()
            times.append(since(began))
        s.close()
        echo.kill()
    return {"round trip p50": statistics.median(times), "round trip p99": statistics.quantiles(times, n=100)[98]}


MEASURES = {  # name: (function, rounds, rounds with --quick)
    "start_up": (start_up, 10, 3),
    "round_trip": (round_trip, 3, 1),
    "lines": (lines, 3, 1),
    "displays": (displays, 5, 1),
    "pipelined": (pipelined, 5, 1),
    "memory": (memory, 1, 1),
    "interrupt": (interrupt, 5, 2),
    "nbconvert": (nbconvert, 3, 1),
}

GOALS = {  # what Loopbook holds itself to
    "spawn to first result": 40,
    "round trip p50": 0.6,
    "lines lost before idle": 0,
    "stream messages": 999,
    "1,000 display_data": 60,
    "displays lost before idle": 0,
    "memory at start": 32,
    "memory after 1,000 cells": 40,
    "interrupt": 20,
}


def measure(everyone, chosen, quick):
    """{peer: {figure: median of its rounds}}, and what failed, in words. A round that fails is left out."""
    figures, failures = {p.name: {} for p in everyone}, []
    for name in chosen:
        function, rounds, few = MEASURES[name]
        collected = {p.name: [] for p in everyone}
        rounds = few if quick else rounds
        for i in range(1, rounds + 1):
            for p in everyone:
                progress(f"{name} {p.name}")
                try:
                    collected[p.name].append(function(p))
                except zmq.Again:
                    failures.append(f"{p.name}: {name}, round {i} of {rounds}: no reply, or no idle after it, in {PATIENCE / 1000:g} s")
                except Exception as e:  # the others are still measured
                    failures.append(f"{p.name}: {name}, round {i} of {rounds}: {type(e).__name__}: {e}")
        for p in everyone:
            for figure in collected[p.name][0] if collected[p.name] else []:
                figures[p.name][figure] = statistics.median(r[figure] for r in collected[p.name])
    progress("")
    return figures, failures


def progress(text):
    if sys.stderr.isatty():
        print(f"\r{text:30}\r", end="", file=sys.stderr, flush=True)


def table(figures, echo):
    names = list(figures)
    rows = list(dict.fromkeys(f for n in names for f in figures[n]))
    head = ["", "goal"] + [h for n in names for h in ([n] if n == "loopbook" else [n, "ratio"])] + ["echo"]
    body = []
    for r in rows:
        ours = figures["loopbook"].get(r)
        row = [r, "" if r not in GOALS else f"<= {GOALS[r]:g}" + (" met" if number(ours) and ours <= GOALS[r] else " MISSED")]
        for n in names:
            value = figures[n].get(r)
            row.append(shown(value))
            if n != "loopbook":
                row.append(f"{value / ours:.1f}x" if number(value) and number(ours) and value > 0 and ours > 0 else "")
        body.append(row + [shown(echo.get(r))])
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    for row in [head, *body]:
        print("  ".join(cell.ljust(w) if i < 2 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))).rstrip())


def number(value):
    return isinstance(value, (int, float))


def shown(value):
    if value is None:
        return ""
    if not number(value):
        return value
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loopbook", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="*", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--quick", action="store_true", help="one round of most things")
    options = parser.parse_args()
    loopbook = shutil.which(options.loopbook.absolute()) or sys.exit(f"{options.loopbook}: not there; run `make build`")
    everyone = peers(loopbook)
    figures, failures = measure(everyone, options.only, options.quick)
    echo = floor(1000 if options.quick else 5000)
    table(figures, echo)
    for f in failures:
        print("left out:", f)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        machine = {"cpus": os.cpu_count(), "system": platform.platform(), "python": platform.python_version(), "libzmq": zmq.zmq_version()}
        options.json.write_text(json.dumps({"machine": machine, "goals": GOALS, "echo": echo, "figures": figures, "failures": failures}, indent=1) + "\n")
        print(f"\nalso in {options.json}")


if __name__ == "__main__":
    main()
