"""A small mail server that says at each step what a test told it to say, or falls silent, or hangs up."""

import socketserver
import threading

HANG_UP = "hang up"
SILENT = "silent"
FINE = {
    "GREETING": "220 tests",
    "EHLO": "250 tests",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "END": "250 ok",
}


class SmtpServer(socketserver.ThreadingTCPServer):
    """`says` maps a step (GREETING, MAIL, RCPT, DATA, END) to a reply; `taken` holds what was accepted."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.says = dict(FINE)
        self.taken = []
        self.over = threading.Event()

    @property
    def address(self):
        return self.server_address

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *args):
        self.over.set()
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self):
        if not self.say("GREETING"):
            return
        for line in self.rfile:
            verb = line.decode().strip().upper()[:4]
            if verb == "QUIT" or not self.answer(verb):
                return

    def answer(self, verb):
        if verb == "DATA" and self.server.says["DATA"].startswith("354"):
            self.say("DATA")
            return self.take()
        return self.say(verb)

    def take(self):
        text = b"".join(iter(self.rfile.readline, b".\r\n"))
        if self.server.says["END"].startswith("250"):
            self.server.taken.append(text.decode())
        return self.say("END")

    def say(self, step):
        reply = self.server.says.get(step, "250 ok")
        if reply == SILENT:
            self.server.over.wait(5)
        if reply in {SILENT, HANG_UP}:
            return False
        self.wfile.write(f"{reply}\r\n".encode())
        return True
