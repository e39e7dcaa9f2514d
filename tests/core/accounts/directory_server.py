"""A small OpenID Connect provider: asks nothing, signs what it is told to say."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "archive", "a shared secret"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Directory(BaseHTTPRequestHandler):
    """`server.person`: the claims of who is signed in there. `server.granted`: code -> what it was asked with."""

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            base = self.server.issuer
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            self._say({"issuer": base, "jwks_uri": f"{base}/keys"} | {k: f"{base}/{v}" for k, v in names.items()})
        elif parts.path == "/authorize":
            self._authorize(asked)
        elif parts.path == "/keys":
            key = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            self._say({"keys": [key | {"kid": "1", "use": "sig", "alg": "RS256"}]})
        elif parts.path == "/userinfo":
            known = self.headers.get("Authorization") == "Bearer access"
            self._say(self.server.person, 200 if known else 401)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        granted = self.server.granted.pop(asked.get("code"), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        is_right = granted and (
            asked["client_secret"] == SECRET
            and asked["redirect_uri"] == granted["redirect_uri"]
            and challenge.decode().rstrip("=") == granted["code_challenge"]
        )
        if not is_right:
            self._say({"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.server.person}
        token = jwt.encode(claims, KEY, "RS256", headers={"kid": "1"})
        self._say({"access_token": "access", "token_type": "Bearer", "id_token": token})

    def _authorize(self, asked):
        answer = {"state": asked["state"]}
        if self.server.cancels:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_hex(8)
            self.server.granted[answer["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def _say(self, what, status=200):
        text = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *given):
        pass


def start():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Directory)
    server.issuer = f"http://127.0.0.1:{server.server_port}"
    server.person, server.granted, server.cancels = {}, {}, False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
