"""Kernels as a test wants them: started by jupyter_client, with everything they ever said kept and asked for by parent.

    with Kernel() as kernel:
        cell = kernel.run("console.log(1); 6 * 7")
        assert cell.stdout == "1\\n" and cell.result == "42"

A message that does not come within PATIENCE is an error, whatever the machine is doing.
"""

import os
import queue
import signal
import time

from jupyter_client.manager import KernelManager

NAME = os.environ["KERNEL_NAME"]
PATIENCE = 20.0  # s


class Cell:
    """One execute_request and what came of it. `messages` are those with it as their parent, also late ones."""

    def __init__(self, client, msg_id, reply):
        self.client, self.msg_id, self.reply = client, msg_id, reply

    @property
    def content(self):
        return self.reply["content"]

    @property
    def status(self):
        return self.content["status"]

    @property
    def messages(self):
        return [m for m in self.client.heard if m["parent_header"].get("msg_id") == self.msg_id]

    def of(self, msg_type):
        return [m["content"] for m in self.messages if m["msg_type"] == msg_type]

    @property
    def types(self):
        return [m["msg_type"] for m in self.messages]

    @property
    def stdout(self):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == "stdout")

    @property
    def stderr(self):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == "stderr")

    @property
    def result(self):
        """The text of the execute_result, None when there is none."""
        results = self.of("execute_result")
        assert len(results) <= 1, results
        return results[0]["data"]["text/plain"] if results else None

    @property
    def error(self):
        """(ename, evalue) of the one error message, None when there is none; reply and message must agree."""
        errors = self.of("error")
        assert len(errors) <= 1, errors
        if not errors:
            assert self.status != "error", self.content
            return None
        if self.reply is not None:
            for key in ("ename", "evalue", "traceback"):
                assert self.content[key] == errors[0][key]
        return errors[0]["ename"], errors[0]["evalue"]

    def __repr__(self):
        return f"Cell({self.reply and self.content}, {[(m['msg_type'], m['content']) for m in self.messages]})"


def is_idle(m, msg_id):
    return m["msg_type"] == "status" and m["content"]["execution_state"] == "idle" and m["parent_header"].get("msg_id") == msg_id


class Client:
    """One frontend: sends, and hears everything on iopub in order."""

    def __init__(self, manager):
        self.raw = manager.blocking_client()
        self.raw.start_channels()
        self.raw.wait_for_ready(timeout=PATIENCE)
        self.heard = []
        self.replies = {}

    def close(self):
        self.raw.stop_channels()

    def send(self, code, **options):
        """Sends an execute_request, returns its msg_id."""
        return self.raw.execute(code, allow_stdin=options.pop("allow_stdin", False), **options)

    def listen(self, until, patience=PATIENCE):
        """Hears iopub until a message m with until(m); returns it. Messages heard before are not asked."""
        end = time.monotonic() + patience
        while True:
            try:
                message = self.raw.get_iopub_msg(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                last = [(m["msg_type"], m["content"]) for m in self.heard[-5:]]
                raise TimeoutError(f"nothing fitting on iopub in {patience} s; the last there: {last}") from None
            self.heard.append(message)
            if until(message):
                return message

    def listen_for(self, seconds):
        """Hears iopub for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self.heard.append(self.raw.get_iopub_msg(timeout=left))
            except queue.Empty:
                return

    def wait_for_text(self, msg_id, text):
        """Hears iopub until the standard output of msg_id contains text; it must be so before its idle."""
        cell = Cell(self, msg_id, None)

        def heard(m):
            assert text in cell.stdout or not is_idle(m, msg_id), f"{cell} has ended without {text!r}"
            return text in cell.stdout

        self.listen(heard)

    def wait_for_idle(self, msg_id):
        if not any(is_idle(m, msg_id) for m in self.heard):
            self.listen(lambda m: is_idle(m, msg_id))

    def reply(self, msg_id, channel="shell", patience=PATIENCE):
        """The reply to msg_id; replies to others are kept for those who ask."""
        get = {"shell": self.raw.get_shell_msg, "control": self.raw.get_control_msg}[channel]
        end = time.monotonic() + patience
        while msg_id not in self.replies:
            try:
                message = get(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"no reply on {channel} in {patience} s") from None
            self.replies[message["parent_header"]["msg_id"]] = message
        return self.replies.pop(msg_id)

    def finish(self, msg_id):
        """Waits for reply and idle of an execute_request."""
        reply = self.reply(msg_id)
        self.wait_for_idle(msg_id)
        return Cell(self, msg_id, reply)

    def run(self, code, **options):
        return self.finish(self.send(code, **options))

    def ask(self, msg_type, content=None, channel="shell"):
        """Sends any request, returns the content of its reply."""
        message = self.raw.session.msg(msg_type, content or {})
        {"shell": self.raw.shell_channel, "control": self.raw.control_channel}[channel].send(message)
        reply = self.reply(message["header"]["msg_id"], channel)
        self.wait_for_idle(message["header"]["msg_id"])
        assert reply["msg_type"] == msg_type.replace("_request", "_reply")
        return reply["content"]


class Kernel(Client):
    """A kernel and its first client. Ends the kernel when left, whatever happened."""

    def __init__(self, name=NAME, **start):
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(**start)
        try:
            super().__init__(self.manager)
        except BaseException:
            self.manager.shutdown_kernel(now=True)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    @property
    def pid(self):
        return self.manager.provisioner.pid

    @property
    def process(self):
        return self.manager.provisioner.process

    def interrupt_by_signal(self):
        os.kill(self.pid, signal.SIGINT)

    def interrupt_by_message(self):
        self.ask("interrupt_request", channel="control")
