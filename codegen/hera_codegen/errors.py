"""The errors that the generator reports to its user, each as one line.

CodegenError
├── DocumentError    a document holds what the generator cannot read
├── ReleaseError     a release tag that is malformed or unknown
├── FetchError       an upstream document that cannot be had, or is not Argo's
└── FactsError       the files of facts are missing, damaged or cannot be written
"""

from __future__ import annotations


class CodegenError(Exception):
    """The base of all; the message says what was given, what was expected and what to do."""


class DocumentError(CodegenError):
    """A document holds something that the generator cannot read; the message names the place."""


class ReleaseError(CodegenError):
    """A release tag is malformed, unknown or ambiguous."""


class FetchError(CodegenError):
    """An upstream document could not be had, or is not the document it should be."""


class FactsError(CodegenError):
    """A file of facts, or its lock, is missing, damaged or cannot be written."""
