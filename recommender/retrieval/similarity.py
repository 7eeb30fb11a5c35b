"""Cosine similarities of a few vectors to very many, reckoned in whole numbers of eight bits.

Beside single precision that takes a quarter of the memory and two thirds of the time, and every ranking stays as good
(models/tried.md). Sums of whole numbers are exact, so that a text has the same similarities alone and among others.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.retrieval.encoders import Vectors

# Largest whole number of an entry, and of a query: pairs of products are summed in sixteen bits, and may not overflow.
OF_ENTRY, OF_QUERY = 127, 63
TOLERANCE = 0.01  # of a similarity beside that in single precision (tests/test_similarity.py)
TURNED = 256  # vectors that are laid out as columns together
OPSET, IR = 17, 8


class Similarities:
    """Compares queries with vectors of length one that stay the same.

    Parameters
    ----------
    vectors : entries × dimensions
    """

    def __init__(self, vectors: Vectors) -> None:
        self._step = float(np.abs(vectors).max(initial=0.0)) / OF_ENTRY or 1.0
        self._session = _product(_as_columns(vectors, self._step))

    def to(self, queries: Vectors) -> NDArray[np.float32]:
        """Return queries × entries: the cosine of each query, of length one, to each entry."""
        steps = np.abs(queries).max(axis=1, keepdims=True, initial=0.0) / OF_QUERY
        steps[steps == 0] = 1
        whole = (np.rint(queries / steps) + OF_QUERY + 1).astype(np.uint8)
        (found,) = self._session.run(None, {"queries": whole})
        return np.asarray(found.astype(np.float32) * (steps * self._step).astype(np.float32))


def _as_columns(vectors: Vectors, step: float) -> NDArray[np.int8]:
    """Lay vectors out as columns of whole numbers, in pieces that fit into the processor's memory."""
    columns = np.empty(vectors.shape[::-1], dtype=np.int8)
    for start in range(0, len(vectors), TURNED):
        columns[:, start : start + TURNED] = np.rint(vectors[start : start + TURNED] / step).T
    return columns


def _product(columns: NDArray[np.int8]) -> Any:
    """Return a session that multiplies queries with these columns: they are laid out for the processor once."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    dimensions, entries = columns.shape
    zero = np.array(OF_QUERY + 1, dtype=np.uint8)  # what stands for zero in a query, since it has no negative numbers
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["queries", "columns", "zero"], ["similarities"])],
        "similarities",
        [helper.make_tensor_value_info("queries", TensorProto.UINT8, ["texts", dimensions])],
        [helper.make_tensor_value_info("similarities", TensorProto.INT32, ["texts", entries])],
        [numpy_helper.from_array(columns, "columns"), numpy_helper.from_array(zero, "zero")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the retrievers work side by side
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
