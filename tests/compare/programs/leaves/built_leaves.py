"""What build() of the leaves gives: the models' objects with their attributes."""

from hera.workflows import (
    ConfigMapEnv,
    ConfigMapEnvFrom,
    Env,
    FieldEnv,
    ResourceEnv,
    Resources,
    SecretEnv,
    SecretEnvFrom,
    UserContainer,
)
from hera.workflows import models as m

env = Env(name="A", value=1).build()
secret = SecretEnv(name="B", secret_name="s", secret_key="k").build()
config = ConfigMapEnv(name="C", config_map_name="c", config_map_key="k", optional=True).build()
field = FieldEnv(name="D", field_path="metadata.name").build()
resource = ResourceEnv(name="E", resource="limits.cpu", container_name="main").build()
secrets = SecretEnvFrom(name="s", prefix="p").build()
configs = ConfigMapEnvFrom(name="c", optional=True).build()
resources = Resources(cpu_request=1, memory_limit="1Gi", gpus=1).build()
container = UserContainer(
    name="u", image="i", env=[Env(name="A", value="b")], command=["x"]
).build()
observed = {
    "classes": [isinstance(one, m.EnvVar) for one in (env, secret, config, field, resource)],
    "env": [env.name, env.value, env.value_from],
    "secret": [secret.value_from.secret_key_ref.name, secret.value_from.secret_key_ref.key],
    "config": [
        config.value_from.config_map_key_ref.name,
        config.value_from.config_map_key_ref.optional,
    ],
    "field": [field.value_from.field_ref.field_path, field.value_from.field_ref.api_version],
    "resource": [
        resource.value_from.resource_field_ref.resource,
        resource.value_from.resource_field_ref.container_name,
    ],
    "from": [
        secrets.prefix,
        secrets.secret_ref.name,
        configs.config_map_ref.name,
        configs.config_map_ref.optional,
    ],
    "resources": [sorted(resources.requests), sorted(resources.limits)],
    "container": [
        container.name,
        container.image,
        container.env[0].value,
        container.command,
        isinstance(container, m.UserContainer),
    ],
}
