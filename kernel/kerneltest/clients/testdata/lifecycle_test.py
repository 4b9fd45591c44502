"""From spawn to exit. jupyter_client gives a kernel 2.5 s between shutdown_request and SIGTERM; VS Code only ever sends
SIGTERM; a restart binds the same ports at once."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import get_kernel_spec
from kernels import NAME, PATIENCE, Kernel

GRACE = 2.5  # s
BUSY = {
    "idle": "1",
    "endless_loop": "console.log('in'); for (;;) {}",
    "pending_await": "console.log('in'); setTimeout(() => {}, 1e6); await new Promise(() => {})",
    "endless_microtasks": "console.log('in'); (function again() { Promise.resolve().then(again) })()",
    "interval": "console.log('in'); setInterval(() => {}, 10)",
}


def occupy(kernel, what):
    if what == "idle":
        kernel.run("1")
    else:
        kernel.wait_for_text(kernel.send(BUSY[what]), "in\n")


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("what", BUSY)
def test_shutdown_request_ends_it_in_time_and_in_order(kernel, what, restart):
    occupy(kernel, what)
    message = kernel.raw.session.msg("shutdown_request", {"restart": restart})
    began = time.monotonic()
    kernel.raw.control_channel.send(message)
    msg_id = message["header"]["msg_id"]
    reply = kernel.reply(msg_id, "control")
    assert reply["msg_type"] == "shutdown_reply"
    assert reply["content"] == {"status": "ok", "restart": restart}
    assert kernel.process.wait(timeout=GRACE - (time.monotonic() - began)) == 0
    kernel.wait_for_idle(msg_id)  # its last words are delivered
    told = [m for m in kernel.heard if m["msg_type"] == "shutdown_reply"]
    assert [m["content"]["restart"] for m in told] == [restart]
    assert told[0]["header"]["msg_id"] != reply["header"]["msg_id"]


@pytest.mark.parametrize("what", BUSY)
def test_sigterm_ends_it(kernel, what):
    occupy(kernel, what)
    os.kill(kernel.pid, signal.SIGTERM)
    kernel.process.wait(timeout=GRACE)


@pytest.mark.parametrize("what", ["idle", "endless_loop"])
def test_restart_gives_a_new_world_on_the_same_ports(kernel, what):
    kernel.run("var before = 1")
    ports = {k: v for k, v in kernel.manager.get_connection_info().items() if k.endswith("_port")}
    occupy(kernel, what)
    kernel.manager.restart_kernel()
    assert ports == {k: v for k, v in kernel.manager.get_connection_info().items() if k.endswith("_port")}
    kernel.raw.wait_for_ready(timeout=PATIENCE)
    cell = kernel.run("typeof before")
    assert cell.result == "'undefined'" and cell.content["execution_count"] == 1


def test_the_same_ports_are_bound_again_at_once_twenty_times(tmp_path):
    path, info = write_connection_file(str(tmp_path / "connection.json"), key=b"a key", kernel_name=NAME)
    argv = [a.replace("{connection_file}", path) for a in get_kernel_spec(NAME).argv]
    for _ in range(20):
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL)
        try:
            client = BlockingKernelClient()
            client.load_connection_info(info)
            client.start_channels()
            client.wait_for_ready(timeout=PATIENCE)
            assert process.poll() is None
            client.shutdown()
            assert process.wait(timeout=GRACE) == 0
            client.stop_channels()
        finally:
            process.kill()
            process.wait()
    assert os.path.exists(path)  # the file belongs to who wrote it


def test_a_port_that_is_taken_is_said_and_ends_it(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        path, _ = write_connection_file(str(tmp_path / "connection.json"), shell_port=taken.getsockname()[1], key=b"a key")
        argv = [a.replace("{connection_file}", path) for a in get_kernel_spec(NAME).argv]
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    assert done.returncode != 0 and str(taken) and "in use" in done.stderr, done


def test_a_connection_file_that_is_none_is_said(tmp_path):
    path = tmp_path / "connection.json"
    for text in ("", "[]", '{"shell_port": "many"}', json.dumps({"registration_ip": "127.0.0.1", "registration_port": 1})):
        path.write_text(text)
        argv = [a.replace("{connection_file}", str(path)) for a in get_kernel_spec(NAME).argv]
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
        assert done.returncode != 0 and "connection.json" in done.stderr and "goroutine" not in done.stderr, done


def test_it_does_not_outlive_its_parent():
    program = """if True:
        import os, sys
        from kernels import Kernel
        k = Kernel()
        print(k.pid, flush=True)
        os._exit(1)  # no shutdown, no cleaning up
    """
    pid = int(subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, timeout=40).stdout)
    end = time.monotonic() + 10
    while alive(pid):
        assert time.monotonic() < end, "still there 10 s after its parent ended"
        time.sleep(0.05)


def alive(pid):
    """Whether the process runs (one that ended and waits to be reaped does not)."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_process_exit_in_a_cell_is_answered(kernel):
    """Whatever process.exit() means to a notebook, the client must not be left waiting."""
    msg_id = kernel.send("console.log('last words'); process.exit(3)")
    cell = kernel.finish(msg_id)
    assert cell.stdout == "last words\n"


def test_nothing_is_printed_on_the_process_own_stdout_and_stderr(tmp_path):
    with open(tmp_path / "out", "w+") as out, open(tmp_path / "err", "w+") as err:
        with Kernel(stdout=out, stderr=err) as kernel:
            kernel.run("console.log('a'); console.error('b'); process.stdout.write('c'); process.stderr.write('d')")
        out.seek(0), err.seek(0)
        assert (out.read(), err.read()) == ("", "")
