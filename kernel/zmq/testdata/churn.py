"""200 subscribers join and leave while the kernel publishes numbered messages; each misses nothing while it is there."""

from frontend import subscriber, unpack

for i in range(200):
    s = subscriber()
    last = None
    for _ in range(i % 20):
        n = int(unpack(s.recv_multipart())["content"]["text"])
        assert last is None or n == last + 1, (last, n)
        last = n
    s.close()
