"""Couler's TensorFlow, PyTorch and MPI steps: jobs of the Kubeflow training operator."""

from typing import Any

import yaml

from hera.workflows import DAG, Resource, Workflow

Json = dict[str, Any]


def training_job(kind: str, name: str, image: str, command: list[str], **replicas: int) -> Resource:
    """Return a template that creates a training job, and lasts as long as that.

    Args:
        kind: TFJob, PyTorchJob or MPIJob.
        name: of the template, and what the job's name begins with.
        image: of all replicas.
        command: of all replicas.
        replicas: how many of each type, such as ``Worker=2``.
    """
    container = {"name": kind.removesuffix("Job").lower(), "image": image, "command": command}
    if kind == "TFJob":
        container["name"] = "tensorflow"
    job: Json = {
        "apiVersion": "kubeflow.org/v1",
        "kind": kind,
        "metadata": {"generateName": f"{name}-"},
        "spec": {
            f"{kind.removesuffix('Job').lower()}ReplicaSpecs": {
                type_: {
                    "replicas": count,
                    "restartPolicy": "OnFailure",
                    "template": {"spec": {"containers": [container]}},
                }
                for type_, count in replicas.items()
            }
        },
    }
    leader = next(iter(replicas))
    return Resource(
        name=name,
        action="create",
        manifest=yaml.safe_dump(job, sort_keys=False),
        set_owner_reference=True,
        success_condition=f"status.replicaStatuses.{leader}.succeeded > 0",
        failure_condition=f"status.replicaStatuses.{leader}.failed > 0",
    )


with Workflow(generate_name="training-jobs-", entrypoint="main") as w:
    train = ["python", "/opt/train.py"]
    tf = training_job("TFJob", "tf", "example/tf:1", train, Chief=1, Worker=2, PS=1)
    torch = training_job("PyTorchJob", "torch", "example/torch:1", train, Master=1, Worker=3)
    mpi = training_job("MPIJob", "mpi", "example/mpi:1", ["mpirun", *train], Launcher=1, Worker=2)
    with DAG(name="main"):
        tf(name="tf") >> [torch(name="torch"), mpi(name="mpi")]
