"""Volumes that are refused: which exception, and when."""

from hera.workflows import Container, ExistingVolume, SecretVolume, Volume, Workflow


def outcome(make):
    try:
        container = Container(name="c", image="i", volumes=[make()])
        return Workflow(generate_name="x-", templates=[container]).to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


observed = {
    "no size": outcome(lambda: Volume(name="v", mount_path="/v")),
    "bad size": outcome(lambda: Volume(name="v", mount_path="/v", size="much")),
    "empty modes": outcome(lambda: Volume(name="v", mount_path="/v", size="1Gi", access_modes=[])),
    "bad mode": outcome(
        lambda: Volume(name="v", mount_path="/v", size="1Gi", access_modes=["Any"])
    ),
    "no claim name": outcome(lambda: ExistingVolume(name="v")),
    "unknown": outcome(lambda: SecretVolume(nothing=1)),
    "positional": outcome(lambda: SecretVolume("s")),
    "no secret name": outcome(lambda: SecretVolume(name="v", mount_path="/v")),
}
