"""A service that speaks LibreTranslate's protocol, on loopback: POST /translate with q, source, target, format."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class TranslationService:
    """`answer`: translates a text. `status`, `delay` (s), `raw`: how it misbehaves. `asked`: what came."""

    def __init__(self) -> None:
        self.answer: Any = lambda text, target: f"In {target}: sentence {len(text)}"
        self.status, self.delay, self.raw = 200, 0.0, b""
        self.asked: list[dict[str, Any]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append(asked)
                if service.delay:
                    service.closing.wait(service.delay)
                said = {"translatedText": [service.answer(text, asked["target"]) for text in asked["q"]]}
                body = service.raw or json.dumps(said).encode()
                try:
                    self.send_response(service.status if self.path == "/translate" else 404)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    return  # whoever asked has gone

            def log_message(self, *arguments: Any) -> None:
                pass

        self.closing = threading.Event()
        return Handler

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
