"""The other side of the wire: jupyter_client's own Session.

Reads one JSON object a line and answers each with one:
    {"do": "read", "scheme", "key", "frames": [hex …]}  ->  the message as jupyter_client sees it
    {"do": "write", "scheme", "key", "type", "content", "parent"} -> {"frames": [hex …]}
"""

import json
import sys

from jupyter_client.session import Session


def session(ask):
    return Session(key=ask["key"].encode(), signature_scheme=ask["scheme"])


def read(ask):
    frames = [bytes.fromhex(f) for f in ask["frames"]]
    s = session(ask)
    identities, rest = s.feed_identities(frames)
    m = s.deserialize(rest)
    return {
        "identities": [i.decode() for i in identities],
        "msg_id": m["msg_id"],
        "msg_type": m["msg_type"],
        "session": m["header"]["session"],
        "version": m["header"]["version"],
        "date": type(m["header"]["date"]).__name__,
        "parent_header": json.loads(json.dumps(m["parent_header"], default=str)),
        "metadata": m["metadata"],
        "content": m["content"],
        "buffers": [bytes(b).hex() for b in m["buffers"]],
    }


def write(ask):
    s = session(ask)
    m = s.msg(ask["type"], content=ask["content"], parent=ask["parent"])
    return {"frames": [f.hex() for f in s.serialize(m, ident=b"id")]}


for line in sys.stdin:
    ask = json.loads(line)
    try:
        answer = {"read": read, "write": write}[ask["do"]](ask)
    except Exception as e:
        answer = {"error": f"{type(e).__name__}: {e}"}
    print(json.dumps(answer), flush=True)
