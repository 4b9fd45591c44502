#!/usr/bin/env python3
"""Measures Loopbook's event loop against real Node and bare goja on this machine, in one run, taking turns.

    loop.py --loopbook bin/loopbook --goja build/goja [--json build/loop.json] [--rounds 9] [--quick]

Each figure is one program in a process of its own, from its first statement to its 'exit' event, as the program itself
sees it; start-up is the whole process. A ratio is the median of the ratios of the rounds, in each of which the runtimes
ran one after the other: what else the machine does then counts for all of them. In brackets behind it: the ratio of the
least times, then that of the least processor times, all threads and the start-up included; on a busy machine they say
more. Times in ms, medians. Against goja, which knows nothing of Loopbook's care for the collector, Loopbook runs once
more: both under the same GOGC.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAME_COLLECTOR = {"GOGC": "400"}
TIMED = "process.on('exit', () => console.log(performance.now() - began)); const began = performance.now();\n"


class Load:
    """One program: its source, whether goja can run it alone, and what its time may be as a multiple of a peer's."""

    def __init__(self, source, bare=False, goals=None):
        self.source, self.bare, self.goals = source, bare, goals or {}


LOADS = {
    "200,000 awaits": Load("(async () => { for (let i = 0; i < 200000; i++) await i })()", bare=True, goals={"goja": 1.15}),
    "100,000 then-links": Load("{ let p = Promise.resolve(); for (let i = 0; i < 100000; i++) p = p.then(() => {}) }", bare=True, goals={"goja": 1.15}),
    "100,000 nextTick hops": Load("{ let n = 0; (function hop() { if (n++ < 100000) process.nextTick(hop) })() }", goals={"node": 3}),
    "100,000 queueMicrotask hops": Load("{ let n = 0; (function hop() { if (n++ < 100000) queueMicrotask(hop) })() }"),
    "100,000 setImmediate hops": Load("{ let n = 0; (function hop() { if (n++ < 100000) setImmediate(hop) })() }", goals={"node": 1}),
    "10,000 timers of 0..50 ms": Load("for (let i = 0; i < 10000; i++) setTimeout(() => {}, i % 51)", goals={"node": 1.2}),
    "100,000 timers of 1..200 ms": Load("for (let i = 0; i < 100000; i++) setTimeout(() => {}, 1 + i * 7919 % 200)"),
    "100,000 timers, cleared": Load("for (let i = 0; i < 100000; i++) clearTimeout(setTimeout(() => {}, 1 + i * 7919 % 200))"),
    "200,000 async-generator steps": Load("(async () => { async function* g() { for (let i = 0; i < 200000; i++) yield i } for await (const x of g()); })()"),
}

ITEMS = {  # cost per item at different numbers: {name: source for n items}
    "setImmediate hop": "{{ let n = 0; (function hop() {{ if (n++ < {n}) setImmediate(hop) }})() }}",
    "immediate of a batch": "for (let i = 0; i < {n}; i++) setImmediate(() => {{}})",
    "nextTick hop": "{{ let n = 0; (function hop() {{ if (n++ < {n}) process.nextTick(hop) }})() }}",
    "timer, cleared": "for (let i = 0; i < {n}; i++) clearTimeout(setTimeout(() => {{}}, 1 + i % 1000))",
}
NUMBERS = [1_000, 10_000, 100_000, 1_000_000]

START_UP = "start-up of -e 0"
START_UP_GOALS = {"ms": 30, "node": 1}


def processor():
    """Milliseconds of processor time that all children took so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def run(command, file, env=None):
    """What the program printed last, its own milliseconds, and those of the processor."""
    before = processor()
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=120, env={**os.environ, **(env or {})})
    if done.returncode != 0:
        sys.exit(f"{command[0]} {file.name}: status {done.returncode}\n{done.stderr}")
    return float(done.stdout.split()[-1]), processor() - before


def start_up(command):
    began, before = time.perf_counter(), processor()
    subprocess.run([*command, "-e", "0"], check=True, stdin=subprocess.DEVNULL, timeout=30)
    return (time.perf_counter() - began) * 1000, processor() - before


def take_turns(rounds, name, **measures):
    """{peer: [time and processor time of each round]}."""
    figures = {peer: [] for peer in measures}
    for i in range(rounds):
        progress(f"{name} {i + 1}/{rounds}")
        for peer, measure in measures.items():
            figures[peer].append(measure())
    return figures


def loads(peers, goja, rounds, folder):
    """{load: {peer: figures}}, start-up last."""
    everything = {}
    for i, (name, load) in enumerate(LOADS.items()):
        timed, plain = folder / f"{i}.js", folder / f"{i}.bare.js"
        timed.write_text(TIMED + load.source)
        plain.write_text(load.source)
        measures = {peer: lambda command=command: run(command, timed) for peer, command in peers.items()}
        if load.bare:
            measures["beside goja"] = lambda: run(peers["loopbook"], timed, SAME_COLLECTOR)
            measures["goja"] = lambda: run([goja], plain, SAME_COLLECTOR)
        everything[name] = take_turns(rounds, name, **measures)
    everything[START_UP] = take_turns(2 * rounds, START_UP, **{peer: lambda command=command: start_up(command) for peer, command in peers.items()})
    return everything


def items(peers, rounds, folder):
    """{item: {peer: [nanoseconds for each of NUMBERS]}}."""
    everything = {}
    for i, (name, source) in enumerate(ITEMS.items()):
        everything[name] = {peer: [] for peer in peers}
        for n in NUMBERS:
            file = folder / f"item{i}.{n}.js"
            file.write_text(TIMED + source.format(n=n))
            figures = take_turns(rounds, f"{name} x {n}", **{peer: lambda command=command: run(command, file) for peer, command in peers.items()})
            for peer, times in figures.items():
                everything[name][peer].append(statistics.median(wall(times)) * 1e6 / n)
    return everything


def wall(times):
    return [t for t, _ in times]


def busy(times):
    return [max(t, 1) for _, t in times]


def ratio(figures, peer):
    return statistics.median(a / b for a, b in zip(wall(ours_beside(peer, figures)), wall(figures[peer])))


def least_ratio(figures, peer, of):
    return min(of(ours_beside(peer, figures))) / min(of(figures[peer]))


def ours_beside(peer, figures):
    return figures["beside goja" if peer == "goja" else "loopbook"]


def verdict(name, figures):
    """The goals of a load, each with whether it is met."""
    goals = START_UP_GOALS if name == START_UP else LOADS[name].goals
    told = []
    for what, most in goals.items():
        value = statistics.median(wall(figures["loopbook"])) if what == "ms" else ratio(figures, what)
        least = min(wall(figures["loopbook"])) if what == "ms" else least_ratio(figures, what, wall)
        said = "met" if value <= most else "MISSED, met by the least times" if least <= most else "MISSED"
        told.append(f"<= {most:g} {'ms' if what == 'ms' else 'x ' + what} {said}")
    return ", ".join(told)


def report(measured):
    rows = [["", "loopbook", "node", "x node", "goja", "x goja", "goal"]]
    for name, figures in measured.items():
        cells = [f"{statistics.median(wall(figures['loopbook'])):.1f}"]
        for peer in ["node", "goja"]:
            there = peer in figures
            cells += [f"{statistics.median(wall(figures[peer])):.1f}", ratios(figures, peer)] if there else ["", ""]
        rows.append([name, *cells, verdict(name, figures)])
    table(rows)


def ratios(figures, peer):
    return f"{ratio(figures, peer):.2f} ({least_ratio(figures, peer, wall):.2f}, {least_ratio(figures, peer, busy):.2f})"


def report_items(measured):
    rows = [["ns for each of", *[f"{n:,}" for n in NUMBERS]]]
    for name, peers in measured.items():
        for peer, costs in peers.items():
            rows.append([f"{name}, {peer}", *[f"{c:,.0f}" for c in costs]])
    table(rows)


def table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    left = {0, len(widths) - 1} if rows[0][-1] == "goal" else {0}
    for row in rows:
        print("  ".join(c.ljust(w) if i in left else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip())
    print()


def progress(text):
    if sys.stderr.isatty():
        print(f"\r{text:50}\r", end="", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loopbook", type=Path, required=True)
    parser.add_argument("--goja", type=Path, required=True, help="what goja.go was built as")
    parser.add_argument("--node", type=Path, default=ROOT / ".deps/node_modules/.bin/node")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="three rounds, no cost per item")
    options = parser.parse_args()
    for p in [options.loopbook, options.goja, options.node]:
        if not p.exists():
            sys.exit(f"{p}: not there; run `make loop`")
    peers = {"loopbook": [str(options.loopbook.absolute())], "node": [os.path.realpath(options.node)]}
    rounds = 3 if options.quick else options.rounds
    with tempfile.TemporaryDirectory() as d:
        measured = loads(peers, str(options.goja.absolute()), rounds, Path(d))
        costs = {} if options.quick else items(peers, 3, Path(d))
    progress("")
    report(measured)
    if costs:
        report_items(costs)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        machine = {"cpus": os.cpu_count(), "system": platform.platform()}
        options.json.write_text(json.dumps({"machine": machine, "ms": measured, "ns for each item": {"numbers": NUMBERS, **costs}}, indent=1) + "\n")
        print(f"also in {options.json}")


if __name__ == "__main__":
    main()
