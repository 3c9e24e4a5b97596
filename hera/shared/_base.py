"""The classes that what the user writes down derives from."""

from __future__ import annotations


class BaseMixin:
    """Base of templates, tasks, parameters, volumes and the rest of what a workflow is made of."""


class ExpressionMixin:
    """Base of expressions: their text is ``str(expression)``, and Argo evaluates it."""
