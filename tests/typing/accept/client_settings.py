"""A client is told its server, who asks, whom to trust and how long to wait."""

import ssl
from dataclasses import replace
from pathlib import Path

from typing_extensions import assert_type

from hera_client import (
    ArgoClient,
    AsyncArgoClient,
    BasicAuth,
    BearerToken,
    ClientCertificate,
    Config,
    RetryPolicy,
    ServiceAccountToken,
)


def token() -> str:
    return "abc"


async def token_later() -> str:
    return "abc"


config = Config("https://argo.example.com/base", namespace="ml", auth=token)
for auth in ("abc", token, ("user", "pass"), BearerToken(token), BasicAuth("user", "pass"), None):
    ArgoClient("argo.example.com", auth=auth, headers={"X-Team": "ml"}).close()
AsyncArgoClient("argo.example.com", auth=token_later, timeout=None, retry=None)
with ArgoClient(config=config, retry=RetryPolicy()) as argo:
    assert_type(argo, ArgoClient)
    assert_type(argo.with_options(namespace="other", timeout=5, retry=None), ArgoClient)
    assert_type(argo.namespace, str)
certificate = ClientCertificate(Path("client.pem"), Path("client.key"))
assert_type(Config("https://argo.example.com", certificate=certificate), Config)
assert_type(replace(config, namespace="other", verify=ssl.create_default_context()), Config)
ServiceAccountToken()
