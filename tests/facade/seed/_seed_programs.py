"""For each recorded request a program that sends it, by the name of its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facade.seed import _functions as f

from hera.artifact import InputArtifact, OutputArtifact
from hera.cron_workflow import CronWorkflow
from hera.cron_workflow_service import CronWorkflowService
from hera.image import ImagePullPolicy
from hera.input import InputFrom
from hera.operator import Operator
from hera.resources import Resources
from hera.retry import Retry
from hera.task import Task
from hera.toleration import GPUToleration
from hera.variable import VariableAsEnv
from hera.volumes import SecretVolume, Volume
from hera.workflow import Workflow
from hera.workflow_service import WorkflowService
from hera.workflow_template import WorkflowTemplate
from hera.workflow_template_service import WorkflowTemplateService

Program = Callable[[str], Any]
PROGRAMS: dict[str, Program] = {}


def _program(make: Program) -> Program:
    PROGRAMS[make.__name__] = make
    return make


def _workflow(host: str, name: str, **given: Any) -> Workflow:
    return Workflow(name, WorkflowService(host=host, token="my-auth-token"), **given)


def _send(workflow: Workflow, *tasks: Task) -> None:
    workflow.add_tasks(*tasks)
    workflow.create()


@_program
def ex_artifact(host: str) -> None:
    writer = Task("writer", f.write_file, output_artifacts=[OutputArtifact("test", "/file")])
    taken = InputArtifact("test", "/file", "writer", "test")
    consumer = Task("consumer", f.read_file, input_artifacts=[taken])
    writer >> consumer
    _send(_workflow(host, "artifact"), writer, consumer)


@_program
def ex_artifact_with_fanout(host: str) -> None:
    # Nothing is said of who waits for whom: it follows from what they take.
    _send(
        _workflow(host, "artifact-with-fanout"),
        Task("writer", f.write_numbers, output_artifacts=[OutputArtifact("test", "/file")]),
        Task(
            "fanout",
            f.list_lines,
            input_artifacts=[InputArtifact("test", "/file", "writer", "test")],
        ),
        Task("consumer", f.show_i, input_from=InputFrom(name="fanout", parameters=["i"])),
    )


def _coin(workflow: Workflow) -> None:
    r, h, t = Task("r", f.flip), Task("h", f.heads), Task("t", f.tails)
    h.when(r, Operator.equals, "heads")
    t.when(r, Operator.equals, "tails")
    _send(workflow, r, h, t)


@_program
def ex_coin_flip(host: str) -> None:
    _coin(_workflow(host, "coin-flip"))


@_program
def ex_conditional(host: str) -> None:
    random = Task("random", f.maybe_fail, continue_on_fail=True)
    success, failure = Task("success", f.say_success), Task("failure", f.say_failure)
    random.on_success(success)
    random.on_failure(failure)
    _send(_workflow(host, "conditional"), random, success, failure)


@_program
def ex_container(host: str) -> None:
    _send(
        _workflow(host, "container"),
        Task("cowsay", image="docker/whalesay", command=["cowsay", "foo"]),
    )


@_program
def ex_diamond(host: str) -> None:
    a, b, c, d = (Task(n, f.say, [{"message": f"This is task {n}!"}]) for n in "ABCD")
    a.next(b).next(d)
    a.next(c).next(d)
    _send(_workflow(host, "diamond"), a, b, c, d)


@_program
def ex_dynamic_fanout(host: str) -> None:
    generate = Task("generate", f.generate)
    consume = Task("consume", f.consume, input_from=InputFrom("generate", ["value"]))
    generate >> consume
    _send(_workflow(host, "dynamic-fanout"), generate, consume)


@_program
def ex_gpu(host: str) -> None:
    task = Task(
        "do",
        f.gpu_info,
        image="horovod/horovod:0.22.1",
        resources=Resources(gpus=1),
        tolerations=[GPUToleration],
        node_selectors={"cloud.google.com/gke-accelerator": "nvidia-tesla-k80"},
    )
    _send(_workflow(host, "gpu"), task)


@_program
def ex_hello_hera(host: str) -> None:
    _send(_workflow(host, "hello-hera"), Task("t", f.hello))


@_program
def ex_hello_hera_cron(host: str) -> None:
    service = CronWorkflowService(host=host, token="my-auth-token")
    cron = CronWorkflow("hello-hera-cron", "5 4 * * *", service, timezone="UTC")
    _send(cron, Task("t", f.hello))


@_program
def ex_linear(host: str) -> None:
    functions = (f.first, f.second, f.third, f.fourth)
    t1, t2, t3, t4 = (Task(f"t{i}", function) for i, function in enumerate(functions, 1))
    t1 >> t2 >> t3 >> t4
    _send(_workflow(host, "linear"), t1, t2, t3, t4)


@_program
def ex_parallel_diamonds(host: str) -> None:
    a, b, c, d = (
        Task(n, f.say, [{"message": f"This is task {n}.{i}!"} for i in (1, 2, 3)]) for n in "ABCD"
    )
    a >> b >> d
    a >> c >> d
    _send(_workflow(host, "parallel-diamonds"), a, b, c, d)


@_program
def ex_retry(host: str) -> None:
    task = Task("fail", f.fail_half, retry=Retry(duration=5, max_duration=60))
    _send(_workflow(host, "retry"), task)


@_program
def ex_secret_volume(host: str) -> None:
    volume = SecretVolume(secret_name="secret-file", mount_path="/secret/")
    _send(
        _workflow(host, "secret-volume"),
        Task("use_secret", f.read_secret, resources=Resources(volumes=[volume])),
    )


@_program
def ex_variables(host: str) -> None:
    workflow = Workflow("variables", WorkflowService(host=host, token="token", namespace="argo"))
    daemon = Task("daemon", f.serve, daemon=True)
    consumer = Task("consumer", f.ask, variables=[VariableAsEnv("SERVER_IP", daemon.ip)])
    daemon >> consumer
    _send(workflow, daemon, consumer)


@_program
def ex_volume(host: str) -> None:
    resources = Resources(volumes=[Volume(size="50Gi", mount_path="/vol")])
    _send(_workflow(host, "volume"), Task("do", f.show_storage, resources=resources))


@_program
def ex_workflow_template(host: str) -> None:
    service = WorkflowTemplateService(host=host, token="", namespace="argo")
    _coin(WorkflowTemplate("workflow-template", service))


@_program
def ex_workflow_with_custom_image(host: str) -> None:
    service = WorkflowService(host=host, verify_ssl=False, token="", namespace="argo")
    task = Task(
        "workflow-with-custom-image",
        image="my-custom-image-name:latest",
        image_pull_policy=ImagePullPolicy.Never,
        command=["python", "-m", "src.pipeline_example"],
    )
    _send(Workflow("pipeline-image-testing", service), task)


@_program
def ex_workflow_with_template_ref(host: str) -> None:
    service = WorkflowService(host=host, token="", namespace="default")
    workflow = Workflow(
        "workflow-with-template-ref", service, workflow_template_ref="coin-flip-template"
    )
    workflow.create(namespace="argo")


@_program
def seed_diamond(host: str) -> None:
    ex_diamond(host)


@_program
def seed_hello(host: str) -> None:
    workflow = Workflow("my-workflow", WorkflowService(host=host, token="my-argo-server-token"))
    workflow.add_task(Task("say", f.say, [{"message": "Hello, world!"}]))
    workflow.create()
