"""Counts messages until the one whose text is "last". Says "ready" first, then the number and whether any was missing."""

from frontend import subscriber, unpack

s = subscriber()
print("ready", flush=True)
count, gap, expected = 0, False, 0
while True:
    text = unpack(s.recv_multipart())["content"]["text"].split(" ", 1)[0]
    if text == "last":
        break
    gap = gap or int(text) != expected
    expected = int(text) + 1
    count += 1
print(count, "gap" if gap else "complete", flush=True)
