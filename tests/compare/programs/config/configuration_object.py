"""The configuration itself: its values, and what reset leaves."""

from hera.shared import GlobalConfig, global_config

names = (
    "client_certs",
    "experimental_features",
    "host",
    "image",
    "namespace",
    "script_command",
    "service_account_name",
    "token",
    "verify_ssl",
    "api_version",
)
before = {name: getattr(global_config, name) for name in names}
global_config.host = "https://argo"
global_config.token = "secret"
global_config.verify_ssl = False
global_config.experimental_features["x"] = True
changed = [global_config.host, global_config.token, global_config.verify_ssl]
global_config.reset()
observed = {
    "before": before,
    "changed": changed,
    "after": [
        global_config.host,
        global_config.token,
        global_config.verify_ssl,
        global_config.experimental_features,
    ],
    "same": GlobalConfig is global_config,
}
