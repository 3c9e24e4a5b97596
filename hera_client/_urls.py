"""Where the server is: its address as users write it, its origin, and what may be sent there."""

from __future__ import annotations

import ipaddress
from typing import NoReturn, TypeAlias, cast

from ._errors import ConfigError
from ._http import http
from ._redact import redact_url

__all__ = [
    "Origin",
    "is_loopback",
    "normalise_path",
    "normalise_url",
    "origin_of",
    "parse_url",
    "refuse_plain_http",
]

Origin: TypeAlias = tuple[str, str, int | None]
"""Scheme, host and port; the port is given even where the URL leaves it to the scheme."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65535


def normalise_url(url: str) -> str:
    """Return a server's URL with its scheme and its base path, without a slash at the end.

    Args:
        url: `host`, `host:port` or a whole URL. The scheme is https where none is given; a path
            is kept, as the prefix of every request's path.

    Raises:
        ConfigError: It is no such address, or it has user information, a query or a fragment.
    """
    if not isinstance(cast("object", url), str):
        raise ConfigError(f"expected the server's address as text, got {url!r}")
    text = url.strip()
    if not text:
        raise ConfigError(
            "no server is named; expected something like 'https://argo.example.com' or "
            "'localhost:2746' (ArgoClient.from_env() reads ARGO_SERVER)"
        )
    if text.lower().startswith(("http:", "https:")) and "://" not in text:
        _refuse(text, "after the scheme comes '//'")
    parsed = parse_url(text if "://" in text else f"https://{text}")
    if parsed.scheme not in _DEFAULT_PORTS:
        _refuse(text, f"the scheme {parsed.scheme!r} is neither http nor https")
    if parsed.userinfo:
        _refuse(text, "it holds a user name or password; give those as auth=(name, password)")
    if "?" in text or "#" in text:
        _refuse(text, "it has a query or a fragment; give scheme, host, port and base path only")
    path = parsed.raw_path.decode("ascii").rstrip("/")
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}{path}"


def parse_url(text: str) -> http.URL:
    """Return the parts of an absolute URL.

    Raises:
        ConfigError: It has no host, a port that cannot be, or characters that no URL holds.
    """
    if any(character.isspace() for character in text):
        _refuse(text, "it holds white space")
    try:
        parsed = http.URL(text)
    except (http.InvalidURL, ValueError):
        _refuse(text, "host and port cannot be made out")
    if not parsed.host:
        _refuse(text, "it names no host")
    if parsed.port is not None and not 0 < parsed.port <= _LAST_PORT:
        _refuse(text, f"the port {parsed.port} is not between 1 and {_LAST_PORT}")
    return parsed


def normalise_path(path: str) -> str:
    """Return a base path with a slash before it and none after it; empty for the root."""
    inner = path.strip().strip("/")
    return f"/{inner}" if inner else ""


def origin_of(url: http.URL) -> Origin:
    """Return scheme, host and port of a URL."""
    scheme = url.scheme
    return scheme, url.host, url.port or _DEFAULT_PORTS.get(scheme)


def is_loopback(host: str) -> bool:
    """Whether what is sent to `host` stays on this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_plain_http(url: http.URL) -> None:
    """Raise ConfigError where a secret sent to `url` could be read on the way."""
    if url.scheme == "http" and not is_loopback(url.host):
        raise ConfigError(
            f"the server's URL http://{url.netloc.decode('ascii')} has no TLS, so anyone on the way "
            "could read the credentials; use https://, or allow it with allow_plain_http=True"
        )


def _refuse(text: str, reason: str) -> NoReturn:
    shown = redact_url(text) if "://" in text else text.rpartition("@")[2].partition("?")[0]
    raise ConfigError(
        f"{shown!r} is no address of a server: {reason}; "
        "expected something like 'https://argo.example.com' or 'localhost:2746'"
    )
