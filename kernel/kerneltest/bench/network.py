#!/usr/bin/env python3
"""Measures Loopbook's servers, clients and files against real Node on this machine, in one run, taking turns.

    network.py --loopbook bin/loopbook [--packages notebooks/examples/node_modules] [--json build/network.json] [--rounds 5] [--quick]

Servers are asked by wrk (50 connections, one thread): requests a second, the 99th percentile of the latency, the most
memory the process had, and the processor time of the server for each request, all its threads: on a busy machine that
figure says more than the others. Programs are processes of their own; their times are from the first statement to 'exit', and
those of require from right before it to right after. All figures are medians of the rounds; a ratio is the median of the
ratios of the rounds, in each of which the two ran one after the other.
"""

import argparse
import json
import os
import platform
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CONNECTIONS = 50

HELLO = "res.end('hello world')"
JSON_API = """
  const { 'user-agent': agent } = req.headers;
  res.setHeader('X-Powered-By', 'bench');
  res.writeHead(200, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify({ url: req.url, method: req.method, agent, ok: true }));
"""
FILE = "require('fs').createReadStream(__filename).pipe(res)"
SERVERS = {"server, hello world": (HELLO, 0.3), "server, headers and JSON": (JSON_API, 0.25), "server, a file as a stream": (FILE, None)}
SERVER = "require('http').createServer((req, res) => {{ {handler} }}).listen(+process.argv[2], '127.0.0.1');"

LOCAL = "const server = require('http').createServer((req, res) => res.end('{{\"a\":1}}')).listen(0, '127.0.0.1', async () => {{ const url = `http://127.0.0.1:${{server.address().port}}/`; {body} server.close(); server.closeAllConnections(); }});"
PROGRAMS = {  # name: source, in {file} a file of 200 MB, in {small} one of 1 kB
    "10,000 fetches, one by one": LOCAL.format(body="for (let i = 0; i < 10000; i++) await (await fetch(url)).json();"),
    "10,000 fetches, 50 at a time": LOCAL.format(body="await Promise.all(Array.from({ length: 50 }, async () => { for (let i = 0; i < 200; i++) await (await fetch(url)).json(); }));"),
    "10,000 http.get, 50 at a time": LOCAL.format(body="const http = require('http'); const agent = new http.Agent({ keepAlive: true }); const get = () => new Promise((done) => http.get(url, { agent }, (res) => res.resume().on('end', done))); await Promise.all(Array.from({ length: 50 }, async () => { for (let i = 0; i < 200; i++) await get(); })); agent.destroy();"),
    "200 MB copied by streams": "require('fs').createReadStream('{file}').pipe(require('fs').createWriteStream('{file}.copy'));",
    "20,000 fs.promises.readFile, 100 at a time": "const { readFile } = require('fs').promises; (async () => { await Promise.all(Array.from({ length: 100 }, async () => { for (let i = 0; i < 200; i++) await readFile('{small}'); })); })();",
}
TIMED = "process.on('exit', () => console.log(performance.now() - began)); const began = performance.now();\n"
REQUIRES = ["axios", "mysql2"]
REQUIRE = "const began = performance.now(); require('{name}'); console.log(performance.now() - began); process.exit();"
REQUIRE_GOAL = 300  # ms


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ticks(pid):
    """Seconds of processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """The most megabytes a process had."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            sys.exit(f"the server ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("the server does not listen")


def serve(command, file, seconds, wrk):
    """Requests a second, ms of the 99th percentile, MB, microseconds of processor time for each request."""
    port = free_port()
    process = subprocess.Popen([command, str(file), str(port)])
    try:
        wait_for(port, process)
        ask(wrk, port, 1)
        before = ticks(process.pid)
        told = ask(wrk, port, seconds)
        used = ticks(process.pid) - before
        requests = int(re.search(r"(\d+) requests in", told)[1])
        if "Non-2xx" in told or requests == 0:
            sys.exit(f"{command}: {told}")
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
        return [rate, milliseconds(re.search(r"99%\s+([\d.]+\w+)", told)[1]), memory(process.pid), used * 1e6 / requests]
    finally:
        process.kill()
        process.wait()


def ask(wrk, port, seconds):
    done = subprocess.run([wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}/"],
                          capture_output=True, text=True, check=True, timeout=seconds + 30)
    return done.stdout


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def run(command, file, env):
    """The program's own ms, those of the processor, and MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(["/usr/bin/env", command, str(file)], capture_output=True, text=True, timeout=300, env={**os.environ, **env})
    if done.returncode != 0:
        sys.exit(f"{command} {file.name}: status {done.returncode}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
    return [float(done.stdout.split()[-1]), busy]


def take_turns(rounds, name, peers, measure):
    """{peer: [figures of each round]}."""
    figures = {peer: [] for peer in peers}
    for i in range(rounds):
        progress(f"{name} {i + 1}/{rounds}")
        for peer, command in peers.items():
            figures[peer].append(measure(command))
    return figures


def median(rounds, i):
    return statistics.median(figures[i] for figures in rounds)


def ratio(figures, i):
    return statistics.median(a[i] / b[i] for a, b in zip(figures["loopbook"], figures["node"]))


def measure_servers(peers, rounds, seconds, wrk, folder):
    everything = {}
    for i, (name, (handler, _)) in enumerate(SERVERS.items()):
        file = folder / f"server{i}.js"
        file.write_text(SERVER.format(handler=handler))
        everything[name] = take_turns(rounds, name, peers, lambda command: serve(command, file, seconds, wrk))
    return everything


def measure_programs(peers, rounds, folder):
    big, small = folder / "big", folder / "small"
    block = os.urandom(1 << 20)
    with big.open("wb") as f:
        for _ in range(200):
            f.write(block)
    small.write_bytes(block[:1024])
    everything = {}
    for i, (name, source) in enumerate(PROGRAMS.items()):
        file = folder / f"program{i}.js"
        file.write_text(TIMED + source.replace("{file}", str(big)).replace("{small}", str(small)))
        everything[name] = take_turns(rounds, name, peers, lambda command: run(command, file, {}))
    return everything


def measure_requires(peers, rounds, packages, folder):
    everything = {}
    for name in REQUIRES:
        if packages is None or not (packages / name / "package.json").exists():
            print(f"no package {name}: not measured", file=sys.stderr)
            continue
        if not (folder / "node_modules").exists():
            (folder / "node_modules").symlink_to(packages.resolve())
        file = folder / f"require.{name}.js"
        file.write_text(REQUIRE.format(name=name))
        everything[f"require('{name}')"] = take_turns(rounds, f"require {name}", peers, lambda command: run(command, file, {}))
    return everything


def report(servers, programs, requires):
    rows = [["", "loopbook req/s", "node req/s", "x node", "p99 ms", "node", "MB", "node", "us CPU/req", "node", "goal"]]
    for name, figures in servers.items():
        cells = [f"{median(figures['loopbook'], 0):,.0f}", f"{median(figures['node'], 0):,.0f}", f"{ratio(figures, 0):.2f}"]
        for i in [1, 2, 3]:
            cells += [f"{median(figures[peer], i):.1f}" for peer in ["loopbook", "node"]]
        goal = SERVERS[name][1]
        rows.append([name, *cells, "" if goal is None else f">= {goal} x node {'met' if ratio(figures, 0) >= goal else 'MISSED'}"])
    table(rows)
    rows = [["ms", "loopbook", "node", "x node", "CPU", "node", "goal"]]
    for name, figures in {**programs, **requires}.items():
        cells = [f"{median(figures[peer], 0):,.0f}" for peer in ["loopbook", "node"]] + [f"{ratio(figures, 0):.2f}"]
        cells += [f"{median(figures[peer], 1):,.0f}" for peer in ["loopbook", "node"]]
        goal = f"<= {REQUIRE_GOAL} ms {'met' if median(figures['loopbook'], 0) <= REQUIRE_GOAL else 'MISSED'}" if name in requires else ""
        rows.append([name, *cells, goal])
    table(rows)


def table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(c.ljust(w) if i in {0, len(widths) - 1} else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip())
    print()


def progress(text):
    if sys.stderr.isatty():
        print(f"\r{text:50}\r", end="", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loopbook", type=Path, required=True)
    parser.add_argument("--node", type=Path, default=ROOT / ".deps/node_modules/.bin/node")
    parser.add_argument("--packages", type=Path, help="a node_modules with axios and mysql2")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of wrk, each time")
    parser.add_argument("--quick", action="store_true", help="one short round")
    options = parser.parse_args()
    wrk = shutil.which("wrk")
    for p in [options.loopbook, options.node]:
        if not p.exists():
            sys.exit(f"{p} is missing: make build deps")
    if wrk is None:
        sys.exit("wrk is missing: it is a package of Debian")
    if options.quick:
        options.rounds, options.seconds = 1, 2
    peers = {"loopbook": str(options.loopbook.resolve()), "node": str(options.node.resolve())}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        servers = measure_servers(peers, options.rounds, options.seconds, wrk, folder)
        programs = measure_programs(peers, options.rounds, folder)
        requires = measure_requires(peers, options.rounds, options.packages, folder)
    report(servers, programs, requires)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        machine = {"system": platform.platform(), "processors": os.cpu_count(), "when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        options.json.write_text(json.dumps({"machine": machine, "servers": servers, "programs": programs, "requires": requires}, indent=1))


if __name__ == "__main__":
    main()
