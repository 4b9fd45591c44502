"""What jupyter_client sees when more than one thing happens at once."""

import re
import subprocess
import sys
import time

import pytest
import zmq
from jupyter_client.session import Session
from kernels import NAME, PATIENCE, Cell, Client, Kernel


def test_an_error_aborts_what_is_queued_and_what_comes_later_runs(kernel):
    burst = [kernel.send(code) for code in ("'before'", "throw new Error('stop here')", "'a'", "'b'", "'c'", "'d'")]
    info = kernel.raw.kernel_info()  # not an execute_request: never aborted
    cells = [kernel.finish(msg_id) for msg_id in burst]
    assert cells[0].result == "'before'"
    assert cells[1].error == ("Error", "stop here")
    for cell in cells[2:]:
        assert cell.status == "aborted", cell
        assert cell.types == ["status", "status"]
        assert "execution_count" not in cell.content
    assert kernel.reply(info)["content"]["status"] == "ok"
    assert kernel.run("'later'").result == "'later'"


def test_without_stop_on_error_nothing_is_aborted(kernel):
    burst = [kernel.send(code, stop_on_error=False) for code in ("throw new Error('e')", "'a'", "'b'")]
    cells = [kernel.finish(msg_id) for msg_id in burst]
    assert cells[0].error == ("Error", "e")
    assert [c.result for c in cells[1:]] == ["'a'", "'b'"]


def test_the_error_reply_says_everything(kernel):
    cell = kernel.run("function outer() {\n  null.property;\n}\nouter();")
    ename, evalue = cell.error
    assert ename == "TypeError" and "null" in evalue
    traceback = cell.content["traceback"]
    assert any(re.fullmatch(r"Cell In\[\d+\], line 2", line) for line in traceback), traceback
    assert any("outer" in line for line in traceback), traceback
    assert all("\n" not in line for line in traceback), traceback


def test_each_request_has_one_busy_and_one_idle_and_keeps_its_reply_type(kernel):
    requests = {
        "kernel_info_request": {},
        "complete_request": {"code": "Math.", "cursor_pos": 5},
        "inspect_request": {"code": "Math", "cursor_pos": 4, "detail_level": 0},
        "is_complete_request": {"code": "1"},
        "history_request": {"hist_access_type": "tail", "n": 5, "output": False, "raw": True},
        "comm_info_request": {},
    }
    for msg_type, content in requests.items():
        before = len(kernel.heard)
        kernel.ask(msg_type, content)
        states = [m["content"]["execution_state"] for m in kernel.heard[before:] if m["msg_type"] == "status"]
        assert states == ["busy", "idle"], (msg_type, states)


def test_completions_in_between_do_not_take_the_output_of_a_cell(kernel):
    cell = kernel.send("for (let i = 0; i < 20; i++) { await new Promise(r => setTimeout(r, 20)); console.log(i) }")
    for _ in range(10):
        kernel.raw.complete("Math.", 5)
        kernel.raw.inspect("Math", 4)
        time.sleep(0.02)
    assert kernel.finish(cell).stdout == "".join(f"{i}\n" for i in range(20))


def test_an_interval_gives_way_to_the_next_cell_and_goes_on_printing_under_its_own(kernel):
    first = kernel.send("let n = 0; const t = setInterval(() => { console.log('A', ++n); if (n === 8) clearInterval(t) }, 50)")
    kernel.wait_for_text(first, "A 1\n")
    second = kernel.send("await new Promise(r => setTimeout(r, 800)); console.log('B')")
    cell_b = kernel.finish(second)
    cell_a = kernel.finish(first)
    assert cell_b.stdout == "B\n"
    assert cell_a.stdout == "".join(f"A {i}\n" for i in range(1, 9))
    idle_a = next(i for i, m in enumerate(cell_a.messages) if m["msg_type"] == "status" and m["content"]["execution_state"] == "idle")
    assert any(m["msg_type"] == "stream" for m in cell_a.messages[idle_a:])


def test_late_output_of_a_background_cell_comes_under_it_while_another_runs(kernel):
    first = kernel.run("%%background\nsetTimeout(() => console.log('late'), 400); console.log('early')")
    second = kernel.run("await new Promise(r => setTimeout(r, 800)); console.log('other')")
    assert first.stdout == "early\nlate\n"
    assert second.stdout == "other\n"


def test_a_late_error_is_shown_under_its_cell_and_the_kernel_lives(kernel):
    first = kernel.run("%%background\nsetTimeout(() => { throw new Error('afterwards') }, 100)")
    second = kernel.run("await new Promise(r => setTimeout(r, 500)); 'alive'")
    assert second.result == "'alive'"
    shown = first.stderr + "".join("\n".join(c["traceback"]) for c in first.of("error"))
    assert first.status == "ok" and "afterwards" in shown


def test_two_clients_get_their_own_replies_and_both_hear_everything(kernel):
    other = Client(kernel.manager)
    try:
        ids = [(client, i, client.send(f"console.log('line {i}'); {i}")) for i in range(20) for client in (kernel, other)]
        for client, i, msg_id in ids:
            cell = client.finish(msg_id)
            assert cell.result == str(i) and cell.stdout == f"line {i}\n"
        for client in (kernel, other):
            for _, i, msg_id in ids:
                client.wait_for_idle(msg_id)
                assert Cell(client, msg_id, None).stdout == f"line {i}\n"
    finally:
        other.close()


def test_a_message_with_a_wrong_signature_is_dropped_and_the_kernel_lives(kernel):
    info = kernel.manager.get_connection_info()
    stranger = Session(key=b"not the key", signature_scheme=info["signature_scheme"])
    with zmq.Context() as context, context.socket(zmq.DEALER) as shell, context.socket(zmq.DEALER) as control:
        for socket, port in ((shell, info["shell_port"]), (control, info["control_port"])):
            socket.linger = 0
            socket.connect(f"tcp://{info['ip']}:{port}")
        sent = stranger.send(shell, "execute_request", {"code": "globalThis.broken = 1", "silent": False})
        stranger.send(control, "shutdown_request", {"restart": False})
        shell.send_multipart([b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"])
        shell.send_multipart([b"nothing like a message"])
        assert shell.poll(500) == 0 and control.poll(0) == 0
    assert kernel.run("typeof broken").result == "'undefined'"
    assert not Cell(kernel, sent["header"]["msg_id"], None).messages


def test_silent_says_nothing_and_store_history_decides_about_the_count(kernel):
    count = kernel.run("1").content["execution_count"]
    silent = kernel.run("console.log('x'); 2", silent=True)
    assert silent.types == ["status", "status"]
    assert kernel.run("3", store_history=False).content["execution_count"] == count
    assert kernel.run("4").content["execution_count"] == count + 1


def test_user_expressions_are_evaluated_even_for_empty_code(kernel):
    kernel.run("var a = 20")
    values = kernel.run("", user_expressions={"double": "a * 2", "wrong": "nowhere"}).content["user_expressions"]
    assert values["double"]["status"] == "ok" and values["double"]["data"]["text/plain"] == "40"
    assert values["wrong"]["status"] == "error" and values["wrong"]["ename"] == "ReferenceError"


def test_a_hundred_thousand_lines_come_in_few_messages_and_in_order(kernel):
    cell = kernel.run("for (let i = 0; i < 100000; i++) console.log(i)")
    assert cell.stdout == "".join(f"{i}\n" for i in range(100000))
    assert cell.types.count("stream") < 1000


def test_two_hundred_requests_at_once_are_all_answered_in_order(kernel):
    ids = [kernel.send(f"{i}") for i in range(200)]
    assert [kernel.finish(msg_id).result for msg_id in ids] == [str(i) for i in range(200)]


def test_a_comm_nobody_knows_is_closed(kernel):
    message = kernel.raw.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
    kernel.raw.shell_channel.send(message)
    msg_id = message["header"]["msg_id"]
    kernel.wait_for_idle(msg_id)
    assert [c["comm_id"] for c in Cell(kernel, msg_id, None).of("comm_close")] == ["c1"]
    assert kernel.ask("comm_info_request") == {"status": "ok", "comms": {}}


def test_a_comm_talks_both_ways(kernel):
    kernel.run("Jupyter.comms.register('echo', (comm) => { comm.onmessage = (data) => { console.log('got', data.n); comm.send({ n: data.n + 1 }) } })")
    for msg_type, content in (
        ("comm_open", {"comm_id": "c2", "target_name": "echo", "data": {}}),
        ("comm_msg", {"comm_id": "c2", "data": {"n": 41}}),
    ):
        message = kernel.raw.session.msg(msg_type, content)
        kernel.raw.shell_channel.send(message)
        kernel.wait_for_idle(message["header"]["msg_id"])
    heard = Cell(kernel, message["header"]["msg_id"], None)
    assert heard.stdout == "got 41\n"
    assert [c["data"] for c in heard.of("comm_msg")] == [{"n": 42}]
    assert kernel.ask("comm_info_request")["comms"] == {"c2": {"target_name": "echo"}}


# Input. The answer goes back on stdin; everything else must go on meanwhile.


def answer(kernel, value):
    request = kernel.raw.get_stdin_msg(timeout=PATIENCE)
    assert request["msg_type"] == "input_request"
    kernel.raw.input(value)
    return request


def test_input_is_asked_for_and_used(kernel):
    msg_id = kernel.send("console.log('first'); const name = prompt('Your name? '); `hello ${name}`", allow_stdin=True)
    request = answer(kernel, "Ada")
    assert request["content"] == {"prompt": "Your name? ", "password": False}
    assert request["parent_header"]["msg_id"] == msg_id
    cell = kernel.finish(msg_id)
    assert cell.stdout == "first\n" and cell.result == "'hello Ada'"


def test_the_kernel_answers_on_control_while_it_waits_for_input(kernel):
    msg_id = kernel.send("prompt('?')", allow_stdin=True)
    request = kernel.raw.get_stdin_msg(timeout=PATIENCE)
    assert kernel.ask("kernel_info_request", channel="control")["status"] == "ok"
    kernel.raw.input("x")
    assert request and kernel.finish(msg_id).result == "'x'"


def test_input_is_refused_where_the_client_does_not_allow_it(kernel):
    cell = kernel.run("prompt('?')", allow_stdin=False)
    assert cell.status == "error" and "stdin" in cell.error[1].lower(), cell
    assert kernel.run("'alive'").result == "'alive'"


def test_end_of_file_ends_the_wait_for_input(kernel):
    msg_id = kernel.send("prompt('?')", allow_stdin=True)
    answer(kernel, "\x04")
    cell = kernel.finish(msg_id)
    assert cell.result == "null" or cell.status == "error", cell
    assert kernel.run("'alive'").result == "'alive'"


def test_jupyter_run_executes_a_file(tmp_path):
    script = tmp_path / "hello.js"
    script.write_text("setTimeout(() => console.log('from a file'), 20)")
    done = subprocess.run([sys.executable, "-m", "jupyter", "run", "--kernel", NAME, script], capture_output=True, text=True, timeout=40)
    assert done.returncode == 0 and done.stdout == "from a file\n", done
