#!/usr/bin/env python3
"""What `tcptutor live` costs with many sockets: its first screen, a core's share at a look every 2 s, wake-ups while it is paused.

    cargo build --release && python3 benches/live.py target/release/tcptutor [SOCKETS] [SECONDS]

The sockets are connections on loopback, half of them in CLOSE_WAIT at a server that does not close. Needs Linux.
"""

import fcntl
import os
import pty
import resource
import select
import signal
import socket
import struct
import sys
import termios
import time

BATCH = 500


def hold(sockets):
    """Two processes with half of the connections' ends each. Their numbers."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(BATCH + 1)
    port = listener.getsockname()[1]
    ready, told = os.pipe()
    client = os.fork()
    if client == 0:
        listener.close()
        ends = []
        for _ in range(sockets // 2):
            ends.append(socket.create_connection(("127.0.0.1", port)))
            ends[-1].shutdown(socket.SHUT_WR)
        os.write(told, b"c")
        signal.pause()
    server = os.fork()
    if server == 0:
        ends = [listener.accept()[0] for _ in range(sockets // 2)]
        for end in ends:
            end.recv(1)
        os.write(told, b"s")
        signal.pause()
    listener.close()
    for _ in range(2):
        os.read(ready, 1)
    return [client, server]


class Program:
    """The program on a terminal of its own."""

    def __init__(self, program):
        self.began = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(program, [program, "live"])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def read_for(self, seconds, until=None):
        """Reads what it draws; how long it took until this was seen."""
        end, seen = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                piece = os.read(self.terminal, 65536)
                if b"\x1b[c" in piece or b"\x1b[6n" in piece or b"\x1b]11;?" in piece:
                    os.write(self.terminal, b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62c")
                seen += piece
                if until and until in seen:
                    return time.monotonic() - self.began
        return None

    def tasks(self):
        return [f"/proc/{self.pid}/task/{task}" for task in os.listdir(f"/proc/{self.pid}/task")]

    def processor(self):
        return sum(int(open(f"{task}/schedstat").read().split()[0]) for task in self.tasks()) / 1e9

    def wakes(self):
        lines = (line for task in self.tasks() for line in open(f"{task}/status"))
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))


def main():
    program = os.path.abspath(sys.argv[1])
    sockets = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 40.0
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    held = hold(sockets)
    live = None
    try:
        firsts = []
        for _ in range(5):
            live = Program(program)
            firsts.append(live.read_for(10, b"CLOSE_WAIT") or float("inf"))
            if len(firsts) < 5:
                os.kill(live.pid, signal.SIGKILL)
                os.waitpid(live.pid, 0)
                live = None
        print(f"{sockets} sockets, load {os.getloadavg()[0]:.1f}")
        print("first screen: " + ", ".join(f"{first * 1000:.0f}" for first in sorted(firsts)) + " ms")
        live.read_for(3)
        before, began = live.processor(), time.monotonic()
        live.read_for(seconds)
        share = (live.processor() - before) / (time.monotonic() - began)
        print(f"a look every 2 s: {share * 100:.2f} % of a core, {share * 2000:.1f} ms each")
        os.write(live.terminal, b" ")
        live.read_for(1)
        before = live.wakes()
        live.read_for(10)
        print(f"paused: {live.wakes() - before} wake-ups in 10 s")
    finally:
        for pid in held + ([live.pid] if live else []):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
