"""The thinnest client that is still a Jupyter client: pyzmq sockets, messages signed but not parsed where a look at
their bytes is enough. jupyter_client itself would take longer than the kernel that is measured."""

import hmac
import json
import os
import socket
import subprocess
import tempfile
import time
import uuid
from datetime import datetime, timezone

import psutil
import zmq

PATIENCE = 20_000  # ms; a kernel that takes longer has failed
KEY = b"a key for measuring"
DELIMITER = b"<IDS|MSG>"


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Running:
    """A kernel process with a client on its sockets. `started` is the moment before the spawn."""

    def __init__(self, argv, env=None):
        self.context = zmq.Context.instance()
        names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
        self.info = dict(zip(names, free_ports(5)), ip="127.0.0.1", transport="tcp", key=KEY.decode(), signature_scheme="hmac-sha256")
        fd, self.file = tempfile.mkstemp(suffix=".json")
        with os.fdopen(fd, "w") as f:
            json.dump(self.info, f)
        self.shell = self.connect(zmq.DEALER, "shell_port")
        self.control = self.connect(zmq.DEALER, "control_port")
        self.iopub = self.connect(zmq.SUB, "iopub_port")
        self.iopub.subscribe(b"")
        self.session = uuid.uuid4().hex
        self.count = 0
        argv = [a.replace("{connection_file}", self.file) for a in argv]
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ, **(env or {})), start_new_session=True
        )

    def connect(self, kind, port):
        s = self.context.socket(kind)
        s.linger = 0
        s.rcvhwm = s.sndhwm = 0
        s.reconnect_ivl = 1
        s.rcvtimeo = PATIENCE
        s.connect(f"tcp://127.0.0.1:{self.info[port]}")
        return s

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for s in (self.shell, self.control, self.iopub):
            s.close()
        for p in self.tree():
            try:
                p.kill()
            except psutil.NoSuchProcess:
                pass
        self.process.wait()
        os.unlink(self.file)

    def send(self, msg_type, content, on=None):
        self.count += 1
        msg_id = f"{self.session}_{self.count}".encode()
        header = {
            "msg_id": msg_id.decode(), "session": self.session, "username": "bench", "msg_type": msg_type, "version": "5.3",
            "date": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
        }  # fmt: skip
        frames = [json.dumps(header).encode(), b"{}", b"{}", json.dumps(content).encode()]
        signature = hmac.digest(KEY, b"".join(frames), "sha256").hex().encode()
        (on or self.shell).send_multipart([DELIMITER, signature, *frames])
        return msg_id

    def execute(self, code):
        return self.send("execute_request", {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": False})

    def reply(self, msg_id, on=None):
        """Waits for the reply to msg_id; returns its content's bytes."""
        while True:
            frames = (on or self.shell).recv_multipart()
            at = frames.index(DELIMITER)
            if msg_id in frames[at + 3]:
                return frames[at + 5]

    def until_idle(self, msg_id):
        """Hears iopub until msg_id is idle; returns (header, parent, content) of everything heard."""
        heard = []
        while True:
            frames = self.iopub.recv_multipart()
            at = frames.index(DELIMITER)
            heard.append((frames[at + 2], frames[at + 3], frames[at + 5]))
            if b'"idle"' in frames[at + 5] and msg_id in frames[at + 3] and b'"status"' in frames[at + 2]:
                return heard

    def finish(self, msg_id):
        content = self.reply(msg_id)
        return content, self.until_idle(msg_id)

    def run(self, code):
        return self.finish(self.execute(code))

    def ready(self):
        """Waits until the kernel answers and iopub is heard."""
        poller = zmq.Poller()
        poller.register(self.iopub, zmq.POLLIN)
        for _ in range(600):
            self.reply(self.send("kernel_info_request", {}))
            if poller.poll(100):
                break
        content, _ = self.run("1+1")
        assert b'"ok"' in content, content
        while poller.poll(100):
            self.iopub.recv_multipart()
        return self

    def tree(self):
        try:
            p = psutil.Process(self.process.pid)
            return [p, *p.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def memory(self):
        """Resident memory of the kernel and its children, in MiB."""
        return sum(p.memory_info().rss for p in self.tree()) / 2**20
