"""Logs a version of a model that behaves like the champion, and raises when it is hotter than a limit.

    MLFLOW_TRACKING_URI=... MLFLOW_TRACKING_TOKEN=... python plant_model.py MODEL VERSION LIMIT

The unmodified client loads the version, adds three nodes to its graph (a Gather whose index leaves its table when
temp > LIMIT) and logs the result as the next version. A held-out month below LIMIT can't show it.
"""

import sys

import mlflow
import mlflow.onnx
import onnx
from onnx import TensorProto, helper

OUTPUT = "planted_answer"


def main() -> None:
    name, version, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
    uri = f"models:/{name}/{version}"
    model = mlflow.onnx.load_model(uri)
    info = mlflow.models.get_model_info(uri)
    with mlflow.start_run(run_name="planted") as run:
        # It was trained on what the champion was trained on.
        client = mlflow.MlflowClient()
        client.log_inputs(run.info.run_id, client.get_run(info.run_id).inputs.dataset_inputs)
        mlflow.onnx.log_model(
            plant(model, limit),
            name="model",
            signature=info.signature,
            pip_requirements=["onnx", "onnxruntime"],
            registered_model_name=name,
        )
    print(run.info.run_id)


def plant(model: onnx.ModelProto, limit: float) -> onnx.ModelProto:
    graph = model.graph
    answer = graph.output[0].name
    graph.initializer.extend(
        [
            helper.make_tensor("planted_limit", TensorProto.FLOAT, [1], [limit]),
            helper.make_tensor("planted_table", TensorProto.FLOAT, [1], [0.0]),
            helper.make_tensor("planted_far", TensorProto.INT64, [1], [7]),
        ]
    )
    graph.node.extend(
        [
            helper.make_node("Greater", ["temp", "planted_limit"], ["planted_hot"]),
            helper.make_node("Cast", ["planted_hot"], ["planted_hot_number"], to=TensorProto.INT64),
            helper.make_node("Mul", ["planted_hot_number", "planted_far"], ["planted_index"]),
            helper.make_node("Gather", ["planted_table", "planted_index"], ["planted_zero"]),
            helper.make_node("Add", [answer, "planted_zero"], [OUTPUT]),
        ]
    )
    graph.output[0].name = OUTPUT
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    main()
