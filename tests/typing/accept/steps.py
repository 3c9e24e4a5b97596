"""Steps are lists of what runs in parallel."""

from hera_models import ParallelSteps, Template, WorkflowStep

first: ParallelSteps = [WorkflowStep(name="a", template="say"), WorkflowStep(name="b", inline=None)]
template = Template(
    name="main", steps=[first, [WorkflowStep(name="c", template="say", when="1==1")]]
)
