"""A file server on this machine that can misbehave, and an empty cache folder."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Server(ThreadingHTTPServer):
    """Serves `body` under /whole, and worse under the other names; counts what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.body = bytes(range(256)) * 400
        self.requests = 0
        self.half_sent = threading.Event()
        self.go_on = threading.Event()

    def url(self, name):
        return f"http://127.0.0.1:{self.server_port}/{name}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests += 1
        body, half = self.server.body, len(self.server.body) // 2
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        if self.path != "/short":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path == "/other":
            self.wfile.write(body[::-1])
        elif self.path in ("/truncated", "/short"):
            self.wfile.write(body[:half])
        elif self.path == "/stalled":
            self.wfile.write(body[:half])
            self.server.half_sent.set()
            self.server.go_on.wait(30)
        else:
            self.wfile.write(body)

    def log_message(self, *_):
        """Keep the test output quiet."""


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.go_on.set()
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("GRADELIB_DATA", str(folder))
    return folder
