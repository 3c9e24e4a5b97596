"""What an artifact's methods and comparison give."""

from hera.workflows import Artifact, GCSArtifact, RawArtifact, S3Artifact


def outcome(make):
    try:
        made = make()
        return (
            made
            if isinstance(made, (str, bool, int, float, list, dict, type(None)))
            else type(made).__name__
        )
    except Exception as error:
        return type(error).__name__


s3 = S3Artifact(name="a", path="/a", key="k", bucket="b")
observed = {
    "with_name": outcome(lambda: s3.with_name("b").name),
    "class": outcome(lambda: s3.with_name("b")),
    "key": outcome(lambda: s3.with_name("b").key),
    "unchanged": s3.name,
    "equal": outcome(lambda: s3 == S3Artifact(name="a", path="/a", key="k", bucket="b")),
    "no key": outcome(lambda: GCSArtifact(name="a", bucket="b")),
    "no data": outcome(lambda: RawArtifact(name="a")),
    "as_name": outcome(lambda: s3.as_name("c")),
    "unknown": outcome(lambda: Artifact(name="a", nothing=1)),
    "output": Artifact(name="a").output,
    "no name": outcome(lambda: Artifact(path="/a").name),
    "hash": outcome(lambda: isinstance(hash(s3), int)),
}
