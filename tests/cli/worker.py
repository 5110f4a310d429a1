"""Speaks the frames of core/base/frame.h with a worker: for tests/cli/worker.sh.

A Worker is started on a socket; job(), unit(), finish() and end() send, and every call returns the frames that came
back as (kind, fields) with the fields decoded.
"""
import os
import socket
import struct
import subprocess
import tempfile

JOB, UNIT, FINISH, END = 1, 2, 3, 4
READY, DOCUMENT, ROWS, REJECT, SKIP, UNIT_DONE, OUTPUT, FAIL, DONE = range(32, 41)
SHAPES = {DOCUMENT: "nnsnns", ROWS: "nnbb", REJECT: "nnssss", SKIP: "nnss", UNIT_DONE: "nnnnnnns", OUTPUT: "b", FAIL: "sss",
          DONE: ""}


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<I", len(data)) + data


def frame(kind, payload):
    return struct.pack("<IB", len(payload), kind) + payload


class Worker:
    def __init__(self, executable, environment=None):
        ours, theirs = socket.socketpair()
        os.set_inheritable(theirs.fileno(), True)
        env = dict(os.environ, **(environment or {}))
        self.process = subprocess.Popen([executable, str(theirs.fileno())], pass_fds=[theirs.fileno()], env=env)
        theirs.close()
        self.socket = ours
        self.socket.settimeout(30)
        self.bytes = b""

    def send(self, kind, payload, descriptor=None):
        data = frame(kind, payload)
        if descriptor is None:
            self.socket.sendall(data)
        else:
            sent = socket.send_fds(self.socket, [data], [descriptor])
            self.socket.sendall(data[sent:])

    def job(self, **pairs):
        """READY as a dict, or the frame that came instead. Keys: `_` for `.` at its first place; lists repeat."""
        payload = b""
        for key, value in pairs.items():
            key = key.replace("limit_", "limit.").replace("option_", "option.")
            for one in value if isinstance(value, list) else [value]:
                payload += text(key) + text(one)
        self.send(JOB, payload)
        kind, fields = self.receive()
        return fields if kind == READY else (kind, fields)

    def unit(self, number, path, identity="", beside=b"", content=None):
        """Sends a file (or content under its name) and returns all frames up to UNIT_DONE."""
        if content is not None:
            with tempfile.TemporaryFile() as file:
                file.write(content)
                file.flush()
                file.seek(0)
                self.send(UNIT, struct.pack("<10Q", number, 0, 0, 0, 0, 0, 2**64 - 1, 0, 0, 0) + text(path) + text(identity) + text(beside), file.fileno())
        else:
            with open(path, "rb") as file:
                self.send(UNIT, struct.pack("<10Q", number, 0, 0, 0, 0, 0, 2**64 - 1, 0, 0, 0) + text(path) + text(identity) + text(beside), file.fileno())
        return self.until(UNIT_DONE)

    def finish(self, rows):
        with tempfile.TemporaryFile() as file:
            file.write(rows)
            file.flush()
            file.seek(0)
            self.send(FINISH, b"", file.fileno())
        self.send(END, b"")
        frames = self.until(DONE)
        return b"".join(fields[0] for kind, fields in frames if kind == OUTPUT), \
            [fields for kind, fields in frames if kind == FAIL]

    def end(self):
        self.send(END, b"")
        frames = self.until(DONE)
        self.process.wait(10)
        return frames

    def until(self, last):
        frames = []
        while not frames or frames[-1][0] != last:
            frames.append(self.receive())
        return frames

    def receive(self):
        while True:
            if len(self.bytes) >= 5:
                length, kind = struct.unpack_from("<IB", self.bytes)
                if len(self.bytes) >= 5 + length:
                    payload, self.bytes = self.bytes[5:5 + length], self.bytes[5 + length:]
                    return kind, self.decode(kind, payload)
            data = self.socket.recv(1 << 20)
            if not data:
                raise RuntimeError(f"the worker has gone: {self.process.wait(10)}")
            self.bytes += data

    @staticmethod
    def decode(kind, payload):
        at = 0

        def take():
            nonlocal at
            length, = struct.unpack_from("<I", payload, at)
            at += 4 + length
            return payload[at - length:at]

        if kind == READY:
            pairs = {}
            while at < len(payload):
                key = take().decode()
                pairs[key] = take().decode()
            return pairs
        fields = []
        for letter in SHAPES[kind]:
            if letter == "n":
                fields.append(struct.unpack_from("<Q", payload, at)[0])
                at += 8
            else:
                data = take()
                fields.append(data.decode() if letter == "s" else data)
        assert at == len(payload), f"frame {kind} has {len(payload) - at} bytes too many"
        return fields
