"""A stand-in for the side of systemd that NOTIFY_SOCKET leads to, and as strict.

Reads commands, one JSON per line, from standard input and writes what happens, one JSON per line, to standard output:

  {"watch": PID, "watchdogMs": N}   from READY=1 on, PID must send WATCHDOG=1 within N ms of the last, else it is ended by SIGABRT
  {"told": [LINES...], "pid": PID, "at": MS}   one message, with the process that sent it, as the kernel says
  {"killed": PID, "silentMs": N}    the watchdog bit

Messages of any process but PID are told with "ignored": true and change nothing, as under NotifyAccess=main.
"""

import json
import os
import select
import signal
import socket
import struct
import sys
import time

address = sys.argv[1]
peer = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
peer.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
peer.bind("\0" + address[1:] if address.startswith("@") else address)


def now():
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC) / 1e6


def say(fact):
    print(json.dumps(fact), flush=True)


watched = None
limit_ms = None
armed = False
fed_at = 0.0
pending = b""
say({"listening": address})
while True:
    wait = None
    if armed and limit_ms is not None:
        wait = max(0.0, (fed_at + limit_ms - now()) / 1000)
    readable, _, _ = select.select([peer, sys.stdin], [], [], wait)
    if sys.stdin in readable:
        chunk = os.read(0, 65536)
        if chunk == b"":
            break
        pending += chunk
        while b"\n" in pending:
            line, pending = pending.split(b"\n", 1)
            order = json.loads(line)
            watched, limit_ms, armed = order["watch"], order.get("watchdogMs"), False
            say({"watching": watched})
    if peer in readable:
        data, control, _, _ = peer.recvmsg(4096, socket.CMSG_SPACE(struct.calcsize("3i")))
        pid = next(
            (
                struct.unpack("3i", body)[0]
                for level, kind, body in control
                if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS
            ),
            None,
        )
        lines = data.decode().split("\n")
        fact = {"told": lines, "pid": pid, "at": now()}
        if watched is not None and pid != watched:
            say({**fact, "ignored": True})
            continue
        say(fact)
        if "STOPPING=1" in lines:
            armed = False
        elif "READY=1" in lines or "WATCHDOG=1" in lines:
            armed = armed or "READY=1" in lines
            fed_at = now()
    elif armed and limit_ms is not None and now() >= fed_at + limit_ms:
        armed = False
        say({"killed": watched, "silentMs": now() - fed_at})
        try:
            os.kill(watched, signal.SIGABRT)
        except ProcessLookupError:
            say({"gone": watched})
