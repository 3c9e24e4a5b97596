"""What may be shown of a request and of a response: everything but secrets.

Secrets are taken out when these objects are made, so that no later path (a repr, a log record, a
pickled error) can show one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

HIDDEN = "***"

# Names of headers and of query parameters. `continue` is called a token as well, but is no secret.
_SECRET_NAME = re.compile(
    r"auth|cookie|token|secret|passw|signature|credential|api[-_]?key|^(sig|code|key)$", re.I
)
# A credential in running text, such as a proxy's error page that shows the request it refused.
_SECRET_TEXT = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/:=-]{16,}", re.I)


def is_secret(name: str) -> bool:
    """Tell whether a header or query parameter of this name holds a secret."""
    return _SECRET_NAME.search(name) is not None and name.lower() != "www-authenticate"


def redact_text(text: str) -> str:
    """Return the text with each ``Bearer …`` and ``Basic …`` credential hidden."""
    return _SECRET_TEXT.sub(rf"\1 {HIDDEN}", text)


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers under lower-case names, the values of secret ones hidden."""
    return {name.lower(): _redact_header(name.lower(), value) for name, value in headers.items()}


def _redact_header(name: str, value: str) -> str:
    if is_secret(name):
        return HIDDEN
    return redact_url(value) if name == "location" else redact_text(value)


def redact_url(url: str) -> str:
    """Return the URL without user information, the values of secret query parameters hidden."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return HIDDEN  # what cannot be taken apart cannot be cleaned either
    host = parts.netloc.rpartition("@")[2]
    query = "&".join(_redact_pair(pair) for pair in parts.query.split("&"))
    fragment = HIDDEN if parts.fragment else ""
    return urlunsplit((parts.scheme, host, parts.path, query, fragment))


def _redact_pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}={HIDDEN}" if equals and is_secret(name) else pair


@dataclass(frozen=True)
class RequestInfo:
    """What was asked, without secrets.

    Attributes:
        method: The HTTP method, such as ``GET``.
        url: The whole URL; user information and the values of secret query parameters are hidden.
    """

    method: str
    url: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", redact_url(self.url))

    @property
    def path(self) -> str:
        """The path of the URL, base path included, as it was sent."""
        return urlsplit(self.url).path or "/"

    @property
    def host(self) -> str:
        """The host of the URL, with its port where one is stated."""
        return urlsplit(self.url).netloc

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class ResponseInfo:
    """What came back, without its body and without secrets.

    Attributes:
        status_code: The HTTP status.
        headers: The headers under lower-case names; the values of secret ones are hidden.
    """

    status_code: int
    headers: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", redact_headers(self.headers))
