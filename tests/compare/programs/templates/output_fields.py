"""An output model's own fields."""

from hera.workflows import Output


class Result(Output):
    value: int = 1


def outcome(make):
    try:
        made = make()
        return made.exit_code, made.result, made.value
    except Exception as error:
        return type(error).__name__


observed = {
    "given": outcome(lambda: Result(exit_code=3, result="text", value=2)),
    "default": outcome(lambda: Result()),
    "number": outcome(lambda: Result(result=5)),
    "plain": Output(exit_code=1, result=[1]).result,
}
