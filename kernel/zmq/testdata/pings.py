"""Sockets with ZMTP heartbeats (PING every 100 ms, connection given up after 400 ms) stay connected."""

import time

import zmq
import zmq.utils.monitor

from frontend import connect, monitor, round_trip

options = dict(heartbeat_ivl=100, heartbeat_timeout=400, heartbeat_ttl=400)
shell = connect("shell", zmq.DEALER, **options)
hb = connect("hb", zmq.REQ, **options)
sub = connect("iopub", zmq.SUB, **options)
events = [monitor(s) for s in (shell, hb, sub)]
sub.subscribe(b"")
round_trip(shell, {})
time.sleep(1.2)
round_trip(shell, {})
hb.send(b"ping")
assert hb.recv() == b"ping"
for e in events:
    assert zmq.EVENT_DISCONNECTED not in e and zmq.EVENT_CLOSED not in e, [str(x) for x in e]
for s in (shell, hb, sub):
    s.disable_monitor()
