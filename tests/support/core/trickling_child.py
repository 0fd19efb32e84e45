"""Child process that sends an endless answer, a byte at a time."""

import socket
import sys
import time

with socket.socket(fileno=int(sys.argv[1])) as line:
    line.sendall(b"\0\0\xff\xff\0\0\0\0")
    for _turn in range(1_000):
        line.sendall(b"{")
        time.sleep(0.01)
