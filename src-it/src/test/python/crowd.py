"""Many SMTP clients in one process: crowd.py KIND COUNT PORT.

Says "ready ..." when all stand where their kind stands, then waits for a line and brings it to an end.
"""
import selectors
import socket
import sys
import time

kind, count, port = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def reply(peer):
    octets = b""
    while True:
        more = peer.recv(4096)
        if not more:
            return octets
        octets += more
        last = octets.rstrip(b"\r\n").rsplit(b"\r\n", 1)[-1]
        if octets.endswith(b"\r\n") and last[3:4] == b" ":
            return octets


def connect():
    peer = socket.create_connection(("127.0.0.1", port), timeout=60)
    assert reply(peer).startswith(b"220")
    return peer


def ask(peer, line, code):
    peer.sendall(line + b"\r\n")
    answer = reply(peer)
    assert answer.startswith(code), answer


def begin_mail(peer):
    ask(peer, b"EHLO client.example.org", b"250")
    ask(peer, b"MAIL FROM:<a@example.org>", b"250")
    ask(peer, b"RCPT TO:<b@example.com>", b"250")
    ask(peer, b"DATA", b"354")


def push(peers, octets, limit):
    """Sends without reading until nobody takes any more for two seconds, or each has taken the limit."""
    selector = selectors.DefaultSelector()
    taken = {}
    for peer in peers:
        peer.setblocking(False)
        taken[peer] = 0
        selector.register(peer, selectors.EVENT_WRITE)
    last = time.monotonic()
    while selector.get_map() and time.monotonic() - last < 2:
        for key, _ in selector.select(0.5):
            try:
                taken[key.fileobj] += key.fileobj.send(octets)
                last = time.monotonic()
            except BlockingIOError:
                continue
            except OSError:
                selector.unregister(key.fileobj)
                continue
            if taken[key.fileobj] >= limit:
                selector.unregister(key.fileobj)
    return max(taken.values())


peers = [connect() for _ in range(count)]
result = 0
if kind == "idle":
    for peer in peers:
        ask(peer, b"EHLO client.example.org", b"250")
elif kind == "senders":
    for peer in peers:
        begin_mail(peer)
        peer.sendall(b"Subject: x\r\n\r\n" + b"x" * 70 + b"\r\n")
elif kind == "slow":
    for peer in peers:
        begin_mail(peer)
        peer.sendall(b"S")
elif kind == "flood":
    result = push(peers, b"NOOP\r\n" * 10_000, 200_000_000)
elif kind == "line":
    result = push(peers, b"x" * 65_536, 20_000_000)

print("ready", result, flush=True)
sys.stdin.readline()
accepted = 0
if kind == "senders":
    for peer in peers:
        peer.sendall(b".\r\n")
    accepted = sum(reply(peer).startswith(b"250") for peer in peers)
for peer in peers:
    peer.close()
print("done", accepted, flush=True)
