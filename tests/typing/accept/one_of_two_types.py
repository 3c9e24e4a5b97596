"""Where releases disagree a field takes either type, and tells them apart when read."""

from hera_models import Cache, ConfigMapKeySelector, LocalObjectReference

caches = [
    Cache(config_map=ConfigMapKeySelector(name="cache", key="main")),
    Cache(config_map=LocalObjectReference(name="cache")),
]


def key(cache: Cache) -> str | None:
    if isinstance(cache.config_map, ConfigMapKeySelector):
        return cache.config_map.key
    return cache.config_map.name
