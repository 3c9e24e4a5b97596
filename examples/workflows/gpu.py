"""Processors, memory and a GPU, on a node that has one."""

from hera.workflows import Resources, Workflow, script
from hera.workflows.toleration import GPUToleration


@script(
    image="pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime",
    resources=Resources(
        cpu_request=2, cpu_limit=4, memory_request="8Gi", memory_limit="16Gi", gpus=1
    ),
    tolerations=[GPUToleration],
    node_selector={"cloud.google.com/gke-accelerator": "nvidia-l4"},
)
def train(epochs: int = 3) -> None:
    import subprocess

    subprocess.run(["nvidia-smi"], check=True)
    print(f"{epochs} epochs")


with Workflow(generate_name="gpu-", entrypoint="train") as w:
    train()
