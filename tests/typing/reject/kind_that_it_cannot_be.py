"""A kind is compared with no other text."""

from hera_models import CronWorkflow, Workflow


def word(item: Workflow | CronWorkflow) -> str:
    if item.kind == "Workfow":
        # error[pyright]: always evaluate to False .*"Literal..Workfow..".*no overlap
        # error[mypy-strict]: Non-overlapping equality check .*Workfow
        # silent[mypy-plugin]: because mypy reports such comparisons only under strict_equality
        return "runs once"
    return "runs again and again"
