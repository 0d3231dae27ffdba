"""An editor, as far as a language server sees one: messages over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from queue import Queue


class Editor:
    """Starts `detente lsp` and speaks with it."""

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, "-m", "detente", "lsp"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        self.number, self.answers, self.told, self.heard = 0, {}, Queue(), Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.capabilities = self.ask("initialize", processId=None, rootUri=None, capabilities={})["capabilities"]
        self.tell("initialized")
        return self

    def __exit__(self, *fault):
        if self.process.poll() is None and fault[0] is None:
            assert self.ask("shutdown") is None
            self.tell("exit")
            assert self.process.wait(30) == 0
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def _listen(self):
        while header := self.process.stdout.readline():
            size = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            message = json.loads(self.process.stdout.read(size))
            (self.heard if "id" in message and "method" not in message else self.told).put(message)

    def _send(self, **message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def tell(self, method, **params):
        self._send(method=method, params=params)

    def ask(self, method, **params):
        """The result; an assertion with the server's words where it refuses."""
        self.number += 1
        self._send(id=self.number, method=method, params=params)
        answer = self.heard.get(timeout=60)
        assert answer["id"] == self.number
        assert "error" not in answer, answer["error"]["message"]
        return answer["result"]

    def diagnostics(self):
        """The next that are published."""
        while True:
            message = self.told.get(timeout=60)
            if message["method"] == "textDocument/publishDiagnostics":
                return message["params"]

    def open(self, uri, text):
        self.tell("textDocument/didOpen",
                  textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})  # fmt: skip

    def change(self, uri, text, version):
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def at(self, what, uri, line, column, **more):
        return self.ask(f"textDocument/{what}", textDocument={"uri": uri}, position={"line": line, "character": column},
                        **more)  # fmt: skip
