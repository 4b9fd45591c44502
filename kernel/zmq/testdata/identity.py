"""One identity on several connections: the latest to ask gets the answers, and nothing is lost when one reconnects."""

import zmq

from frontend import connect, round_trip

# Ordinary reconnects.
for i in range(20):
    s = connect("shell", zmq.DEALER, b"same")
    round_trip(s, {"i": i})
    s.close()

# A new connection while the old one is still there, alive but silent.
old = connect("shell", zmq.DEALER, b"same", reconnect_ivl=-1)
round_trip(old, {})
new = connect("shell", zmq.DEALER, b"same")
for i in range(5):
    round_trip(new, {"i": i})
assert old.poll(200) == 0, old.recv_multipart()

# The same on shell, control and stdin at once, as VS Code does it.
sockets = [connect(channel, zmq.DEALER, b"vscode") for channel in ("shell", "control", "stdin")]
for s in sockets:
    round_trip(s, {})
