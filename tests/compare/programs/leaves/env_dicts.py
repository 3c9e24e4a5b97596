"""Environment variables as dictionaries."""

from hera.workflows import Container, Env, Workflow

with Workflow(generate_name="env-", entrypoint="dict") as w:
    Container(name="dict", image="i", env={"A": "a", "N": 1, "F": 1.5, "T": True, "D": {"k": [1]}})
    Container(
        name="list", image="i", env=[{"A": "a", "B": "b"}, Env(name="C", value="c"), {"D": None}]
    )
    Container(name="empty", image="i", env={})
