"""Reading a manifest, and what is in the object afterwards."""

from hera.workflows import ClusterWorkflowTemplate, CronWorkflow, Workflow, WorkflowTemplate

HELLO = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: hello-
  labels: {a: b}
spec:
  entrypoint: main
  arguments:
    parameters:
    - name: p
      value: "1"
  volumes:
  - name: v
    emptyDir: {}
  onExit: bye
  imagePullSecrets: [{name: s}]
  metrics:
    prometheus:
    - {name: m, help: h, counter: {value: "1"}}
  templates:
  - name: main
    container: {image: i, env: [{name: A, value: b}]}
  - name: bye
    suspend: {}
"""
w = Workflow.from_yaml(HELLO)
template = WorkflowTemplate.from_yaml(HELLO.replace("kind: Workflow", "kind: WorkflowTemplate"))
cluster = ClusterWorkflowTemplate.from_dict(
    {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "ClusterWorkflowTemplate",
        "metadata": {"name": "c"},
        "spec": {},
    }
)
cron = CronWorkflow.from_yaml("""\
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  schedules: ["* * * * *"]
  suspend: true
  timezone: UTC
  workflowSpec:
    entrypoint: main
    suspend: false
    templates:
    - {name: main, suspend: {}}
""")
observed = {
    "arguments": type(w.arguments).__name__,
    "templates": [type(t).__name__ for t in w.templates],
    "volumes": [type(v).__name__ for v in w.volumes],
    "on_exit": w.on_exit,
    "secrets": type(w.image_pull_secrets).__name__,
    "metrics": type(w.metrics).__name__,
    "labels": w.labels,
    "entrypoint": w.entrypoint,
    "cron": [cron.cron_suspend, cron.suspend, cron.timezone, cron.schedules, cron.entrypoint],
    "same": w == Workflow.from_yaml(HELLO),
}
