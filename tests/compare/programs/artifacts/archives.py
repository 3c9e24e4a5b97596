"""The archive strategies: ours, with options, the model's, and the abstract one."""

from hera.workflows import (
    ArchiveStrategy,
    Artifact,
    Container,
    NoneArchiveStrategy,
    S3Artifact,
    TarArchiveStrategy,
    Workflow,
    ZipArchiveStrategy,
)
from hera.workflows import models as m

with Workflow(generate_name="archives-", entrypoint="main") as w:
    Container(
        name="main",
        image="i",
        outputs=[
            Artifact(name="none", path="/1", archive=NoneArchiveStrategy()),
            Artifact(name="tar", path="/2", archive=TarArchiveStrategy()),
            Artifact(name="level", path="/3", archive=TarArchiveStrategy(compression_level=9)),
            Artifact(name="zero", path="/4", archive=TarArchiveStrategy(compression_level=0)),
            S3Artifact(name="zip", path="/5", key="k", archive=ZipArchiveStrategy()),
            Artifact(
                name="model",
                path="/6",
                archive=m.ArchiveStrategy(tar=m.TarStrategy(compression_level=1)),
            ),
            Artifact(name="abstract", path="/7", archive=ArchiveStrategy()),
        ],
    )
