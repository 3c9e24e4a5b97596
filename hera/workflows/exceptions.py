"""What the authoring API raises when templates and contexts are put together wrongly."""


class WorkflowsException(Exception):
    """Base of the errors of the authoring API."""


class InvalidType(WorkflowsException):
    """Something was added to a context, or given to an attribute, that does not belong there."""


class InvalidTemplateCall(WorkflowsException):
    """A template was called outside of a context, or one of a kind that cannot be called."""


class InvalidDispatchType(WorkflowsException):
    """A value has a type that there is no way to handle."""


class NodeNameConflict(WorkflowsException):
    """Two tasks or steps of one template have the same name."""
