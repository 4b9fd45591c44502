"""What a Jupyter frontend is made of: real ZeroMQ sockets and signed messages.

Every program here gets the connection file's content as its first argument, does its checks with assert, and ends
with status 0 if they hold.
"""

import hashlib
import hmac
import json
import sys
import threading
import uuid

import zmq

INFO = json.loads(sys.argv[1])
ARGS = [json.loads(a) for a in sys.argv[2:]]
KEY = INFO["Key"].encode()
DELIMITER = b"<IDS|MSG>"
PORTS = {"shell": "ShellPort", "control": "ControlPort", "stdin": "StdinPort", "iopub": "IOPubPort", "hb": "HBPort"}

context = zmq.Context()
counter = iter(range(10**9))
session = uuid.uuid4().hex


def endpoint(channel):
    port = INFO[PORTS[channel]]
    if INFO["Transport"] == "ipc":
        return f"ipc://{INFO['IP']}-{port}"
    return f"tcp://{INFO['IP']}:{port}"


def connect(channel, kind, identity=None, timeout=20_000, **options):
    """A connected socket; options are socket options by their lower-case names."""
    s = context.socket(kind)
    s.linger = 0
    s.rcvtimeo = timeout
    s.sndtimeo = timeout
    if identity is not None:
        s.routing_id = identity
    for name, value in options.items():
        s.setsockopt(getattr(zmq, name.upper()), value)
    s.connect(endpoint(channel))
    return s


def subscriber(topic=b"", **options):
    """A SUB that has been welcomed."""
    s = connect("iopub", zmq.SUB, rcvhwm=0, **options)
    s.subscribe(topic)
    welcome = unpack(s.recv_multipart())
    assert welcome["header"]["msg_type"] == "iopub_welcome", welcome
    assert welcome["content"] == {"subscription": topic.decode()}, welcome
    return s


def sign(frames):
    return hmac.new(KEY, b"".join(frames), hashlib.sha256).hexdigest().encode()


def pack(msg_type, content, buffers=()):
    """The frames of a signed message, and its id."""
    msg_id = f"{session}_{next(counter)}"
    header = {"msg_id": msg_id, "msg_type": msg_type, "session": session, "username": "u", "date": "", "version": "5.4"}
    body = [json.dumps(d).encode() for d in (header, {}, {}, content)]
    return [DELIMITER, sign(body), *body, *buffers], msg_id


def unpack(frames):
    at = frames.index(DELIMITER)
    signature, *body = frames[at + 1 : at + 6]
    assert signature == sign(body), frames
    header, parent, metadata, content = map(json.loads, body)
    return {
        "identities": frames[:at],
        "header": header,
        "parent": parent,
        "metadata": metadata,
        "content": content,
        "buffers": frames[at + 6 :],
    }


def round_trip(s, content, buffers=()):
    """Sends a request and returns its reply, which must be its own."""
    frames, msg_id = pack("request", content, buffers)
    s.send_multipart(frames)
    reply = unpack(s.recv_multipart())
    assert reply["parent"]["msg_id"] == msg_id, (reply, msg_id)
    assert reply["content"] == content
    assert reply["buffers"] == list(buffers), [len(b) for b in reply["buffers"]]
    return reply


def monitor(s):
    """A list that grows by every event of a socket's connections: zmq.EVENT_…"""
    events = []
    m = s.get_monitor_socket()

    def watch():
        while True:
            try:
                event = zmq.utils.monitor.recv_monitor_message(m)["event"]
            except zmq.ZMQError:
                return
            events.append(event)
            if event == zmq.EVENT_MONITOR_STOPPED:
                return

    threading.Thread(target=watch, daemon=True).start()
    return events
