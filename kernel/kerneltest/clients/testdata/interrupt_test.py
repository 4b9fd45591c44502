"""The Stop button: by message (as the kernelspec asks for) and by SIGINT (as every client does before a shutdown).
Whatever the cell is doing, it ends with one KeyboardInterrupt, what earlier cells made is kept, and the next cell runs."""

import time

import pytest

BUSY = {
    "endless_loop": "for (;;) {}",
    "endless_loop_in_a_function": "(function f() { while (true) Math.sqrt(2) })()",
    "endless_loop_with_catch": "for (;;) { try { for (;;) {} } catch {} finally {} }",
    "endless_loop_in_a_timer": "setTimeout(() => { for (;;) {} }, 1)",
    "endless_loop_in_an_async_function": "await (async () => { await null; for (;;) {} })()",
    "endless_microtasks": "(function again() { Promise.resolve().then(again) })()",
    "endless_awaits": "for (;;) await null",
    "endless_ticks": "(function again() { process.nextTick(again) })()",
    "endless_immediates": "(function again() { setImmediate(again) })()",
    "pending_await": "setTimeout(() => {}, 1e6); await new Promise(() => {})",
    "waiting_for_a_timer": "await new Promise((resolve) => setTimeout(resolve, 1e6))",
    "live_interval": "setInterval(() => {}, 20)",
    "long_regexp_or_sort": "const a = Array.from({ length: 3e5 }, (_, i) => i); for (;;) a.sort(() => Math.random() - 0.5)",
}
WAYS = ["message", "signal"]


def stop(kernel, way):
    {"message": kernel.interrupt_by_message, "signal": kernel.interrupt_by_signal}[way]()


def assert_stopped(kernel, cell):
    assert cell.status == "error", cell
    assert cell.error[0] == "KeyboardInterrupt"
    assert cell.types.count("error") == 1
    assert kernel.run("kept + 1").result == "42"
    assert kernel.run("await new Promise((r) => setTimeout(r, 1)); process.nextTick(() => console.log('tick'))").stdout == "tick\n"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", BUSY)
def test_stop(kernel, what, way):
    kernel.run("var kept = 41")
    msg_id = kernel.send("console.log('in');\n" + BUSY[what])
    kernel.wait_for_text(msg_id, "in\n")  # printed although the loop never rests
    time.sleep(0.05)
    stop(kernel, way)
    assert_stopped(kernel, kernel.finish(msg_id))


@pytest.mark.parametrize("way", WAYS)
def test_stop_while_waiting_for_input(kernel, way):
    kernel.run("var kept = 41")
    msg_id = kernel.send("prompt('name?')", allow_stdin=True)
    request = kernel.raw.get_stdin_msg(timeout=20)
    assert request["msg_type"] == "input_request"
    stop(kernel, way)
    assert_stopped(kernel, kernel.finish(msg_id))


@pytest.mark.parametrize("way", WAYS)
def test_an_idle_kernel_ignores_it(kernel, way):
    kernel.run("var kept = 41")
    for _ in range(3):
        stop(kernel, way)
    time.sleep(0.1)
    assert kernel.run("kept + 1").result == "42"


def test_twenty_times_in_a_row(kernel):
    kernel.run("var kept = 41")
    for i in range(20):
        msg_id = kernel.send(f"console.log('in'); {list(BUSY.values())[i % len(BUSY)]}")
        kernel.wait_for_text(msg_id, "in\n")
        stop(kernel, WAYS[i % 2])
        cell = kernel.finish(msg_id)
        assert cell.error is not None and cell.error[0] == "KeyboardInterrupt", (i, cell)
    assert kernel.run("kept + 1").result == "42"


def test_an_interval_is_gone_after_it(kernel):
    msg_id = kernel.send("setInterval(() => console.log('beat'), 10)")
    kernel.wait_for_text(msg_id, "beat\n")
    kernel.interrupt_by_message()
    cell = kernel.finish(msg_id)
    assert cell.error[0] == "KeyboardInterrupt"
    before = len(cell.messages)
    kernel.listen_for(0.3)
    assert len(cell.messages) == before


def test_queued_cells_are_aborted_and_later_ones_run(kernel):
    first = kernel.send("console.log('in'); for (;;) {}")
    queued = [kernel.send(f"{i}") for i in range(3)]
    kernel.wait_for_text(first, "in\n")
    kernel.interrupt_by_message()
    assert kernel.finish(first).error[0] == "KeyboardInterrupt"
    for msg_id in queued:
        cell = kernel.finish(msg_id)
        assert cell.status == "aborted" and cell.result is None
    assert kernel.run("'later'").result == "'later'"


def test_control_and_heartbeat_answer_while_a_loop_runs(kernel):
    msg_id = kernel.send("console.log('in'); for (;;) {}")
    kernel.wait_for_text(msg_id, "in\n")
    for _ in range(5):
        assert kernel.ask("kernel_info_request", channel="control")["status"] == "ok"
    kernel.raw.hb_channel.unpause()
    time.sleep(2.5)
    assert kernel.raw.hb_channel.is_beating()
    kernel.interrupt_by_message()
    assert kernel.finish(msg_id).error[0] == "KeyboardInterrupt"
