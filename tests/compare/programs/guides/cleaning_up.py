"""What becomes of pods, claims, artifacts and the workflow when it has ended."""

from hera.workflows import Artifact, Container, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="clean-",
    entrypoint="main",
    pod_gc=m.PodGC(
        strategy="OnPodSuccess",
        delete_delay_duration="60s",
        label_selector=m.LabelSelector(match_labels={"a": "b"}),
    ),
    ttl_strategy=m.TTLStrategy(
        seconds_after_success=60, seconds_after_failure=600, seconds_after_completion=300
    ),
    volume_claim_gc=m.VolumeClaimGC(strategy="OnWorkflowCompletion"),
    artifact_gc=m.WorkflowLevelArtifactGC(
        strategy="OnWorkflowDeletion", force_finalizer_removal=True
    ),
    active_deadline_seconds=3600,
    archive_logs=False,
) as w:
    Container(
        name="main",
        image="alpine:3.20",
        outputs=Artifact(name="o", path="/o", artifact_gc=m.ArtifactGC(strategy="Never")),
    )
