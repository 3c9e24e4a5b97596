"""Couler's cache: a step that ran with the same parameters in the last hour is not run again."""

from hera.workflows import Container, Parameter, Workflow, models


def cache(name: str, key: str, max_age: str) -> models.Memoize:
    """Return the memory of steps in a ConfigMap."""
    selector = models.ConfigMapKeySelector(name=name, key="entries")
    return models.Memoize(key=key, max_age=max_age, cache=models.Cache(config_map=selector))


with Workflow(
    generate_name="cache-",
    entrypoint="download",
    arguments=Parameter(name="url", value="https://example.com/data.csv"),
) as w:
    Container(
        name="download",
        image="curlimages/curl:8.11.0",
        inputs=Parameter(name="url"),
        outputs=Parameter(name="size", value_from=models.ValueFrom(path="/tmp/size")),
        command=["sh", "-c"],
        args=['curl -s -o /tmp/data -w "%{size_download}" "{{inputs.parameters.url}}" > /tmp/size'],
        memoize=cache("downloads", key="{{inputs.parameters.url}}", max_age="1h"),
    )
