"""Resources that are refused: which exception, and when."""

from hera.workflows import Resources


def outcome(**values):
    try:
        Resources(**values)
        return "made"
    except Exception as error:
        return type(error).__name__


observed = {
    "cpu below": outcome(cpu_request=2, cpu_limit=1),
    "cpu texts below": outcome(cpu_request="200m", cpu_limit="100m"),
    "negative": outcome(cpu_request=-1),
    "bad cpu": outcome(cpu_request="many"),
    "bad memory": outcome(memory_request="4 lots"),
    "memory below": outcome(memory_request="2Gi", memory_limit="1Gi"),
    "memory units": outcome(memory_request="2Gi", memory_limit="1Ti"),
    "memory small": outcome(memory_request="1Mi", memory_limit="1M"),
    "ephemeral below": outcome(ephemeral_request="2Gi", ephemeral_limit="1Gi"),
    "bad ephemeral": outcome(ephemeral_request="x"),
    "negative gpus": outcome(gpus=-1),
    "memory number": outcome(memory_request=1),
    "memory float": outcome(memory_request="1.5Gi"),
    "cpu limit negative": outcome(cpu_limit=-1),
    "unknown": outcome(cpu=1),
    "gpus text": outcome(gpus="x"),
}
