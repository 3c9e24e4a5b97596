"""What goes wrong is one tree of errors with typed facts."""

from typing import Any

from typing_extensions import assert_type

import hera_client
from hera_client import APIStatusError, ArgoError, NotFoundError, StreamError


def tell(argo: hera_client.ArgoClient) -> str:
    try:
        argo.workflows.get("etl")
    except NotFoundError as error:
        assert_type(error.status_code, int)
        assert_type(error.grpc_code, int | None)
        assert_type(error.message, str)
        return error.request.url
    except APIStatusError as error:
        assert_type(error.details, list[Any])
        return error.response.headers.get("retry-after", "")
    except StreamError as error:
        assert_type(error.http_code, int | None)
        return error.message
    except ArgoError as error:
        return str(error)
    return ""


assert issubclass(NotFoundError, APIStatusError)
