"""Files that tasks pass on."""

from __future__ import annotations

from hera.workflows import artifact as core

__all__ = ["GCSArtifact", "InputArtifact", "OutputArtifact", "S3Artifact"]


class OutputArtifact(core.Artifact):
    """A file that a task writes at ``path``, and others take by ``name``."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name=name, path=path)


class InputArtifact(core.Artifact):
    """A file from another task, laid at ``path``.

    Args:
        name: of the artifact in the task that takes it.
        path: where it is laid.
        from_task: name of the task that wrote it.
        artifact_name: its name there.
    """

    def __init__(self, name: str, path: str, from_task: str, artifact_name: str) -> None:
        task = from_task.replace("_", "-")
        super().__init__(
            name=name, path=path, from_=f"{{{{tasks.{task}.outputs.artifacts.{artifact_name}}}}}"
        )


class S3Artifact(core.S3Artifact):
    """An object in S3; the bucket is the artifact repository's where none is given."""

    def __init__(self, name: str, path: str, key: str, bucket: str | None = None) -> None:
        super().__init__(name=name, path=path, key=key, bucket=bucket)


class GCSArtifact(core.GCSArtifact):
    """An object in Google's storage; the bucket is the repository's where none is given."""

    def __init__(self, name: str, path: str, key: str, bucket: str | None = None) -> None:
        super().__init__(name=name, path=path, key=key, bucket=bucket)
