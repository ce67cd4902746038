"""Log an ONNX model with signature and example, register it, give it an alias, load it by alias and version, register another way."""

import json

import mlflow
import mlflow.onnx
import numpy as np
import onnx
import onnxruntime
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from onnx import TensorProto, helper
from requests import HTTPError

client = mlflow.MlflowClient()


def linear_model() -> onnx.ModelProto:
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])
    weights = helper.make_tensor("w", TensorProto.FLOAT, [2, 1], [1.0, 2.0])
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "linear", [x], [y], [weights])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


example = np.array([[1.0, 2.0]], dtype=np.float32)
with mlflow.start_run(run_name="trainer") as run:
    info = mlflow.onnx.log_model(
        linear_model(),
        name="model",
        signature=infer_signature(example, np.array([[5.0]], dtype=np.float32)),
        input_example=example,
        registered_model_name="linear",
        pip_requirements=["onnxruntime"],
        params={"kind": "linear"},
    )

version = client.get_model_version("linear", "1")
client.set_registered_model_alias("linear", "good", 1)
by_alias = mlflow.onnx.load_model("models:/linear@good")
scored = onnxruntime.InferenceSession(by_alias.SerializeToString()).run(None, {"x": example})[0].tolist()
pyfunc = mlflow.pyfunc.load_model("models:/linear/1").predict(example)
latest = mlflow.models.get_model_info("models:/linear/latest")

second = mlflow.register_model(info.model_uri, "linear", tags={"how": "register_model"})
third = mlflow.register_model(f"runs:/{run.info.run_id}/model", "linear")
copied = client.copy_model_version("models:/linear/1", "linear-copy")
client.set_model_version_tag("linear", "1", "checked", "yes")
client.update_model_version("linear", "1", description="the first")
client.set_registered_model_tag("linear", "team", "red")
client.transition_model_version_stage("linear", "2", "Staging")
logged = mlflow.get_logged_model(info.model_id)


def error_of(call):
    try:
        call()
    except MlflowException as error:
        return [error.error_code, error.message, error.get_http_status_code()]
    except HTTPError as error:
        return ["HTTPError", str(error), error.response.status_code]
    return None


outcome = error_of(lambda: client.set_registered_model_alias("linear", "champion", 1))
frozen = error_of(lambda: get_artifact_repository(logged.artifact_location).log_artifact(__file__))
reserved = error_of(lambda: client.set_registered_model_alias("linear", "v1", "1"))
missing_alias = error_of(lambda: client.get_model_version_by_alias("linear", "nope"))
missing_model = error_of(lambda: client.get_registered_model("nope"))

search = client.search_model_versions("name='linear'", order_by=["version_number ASC"])
found = client.search_registered_models("name LIKE 'linear%'", order_by=["name ASC"])
outputs = client.get_run(run.info.run_id).outputs.model_outputs
print(
    json.dumps(
        {
            "model_id": info.model_id,
            "run_id": run.info.run_id,
            "version_run_id": version.run_id,
            "version_source": version.source,
            "version_is_text": isinstance(version.version, str),
            "status": version.status,
            "scored": scored,
            "pyfunc": np.asarray(pyfunc["y"] if isinstance(pyfunc, (dict, pd.DataFrame)) else pyfunc).ravel().tolist(),
            "latest": latest.model_id if hasattr(latest, "model_id") else None,
            "versions": [(v.version, v.run_id == run.info.run_id) for v in search],
            "third_source": third.source,
            "copied": [copied.name, copied.source, copied.run_id == run.info.run_id],
            "models": [(m.name, [v.version for v in m.latest_versions]) for m in found],
            "aliases": client.get_registered_model("linear").aliases,
            "tags": client.get_model_version("linear", "1").tags,
            "description": client.get_model_version("linear", "1").description,
            "staging": [v.version for v in client.get_latest_versions("linear", ["Staging"])],
            "logged": [logged.status.name if hasattr(logged.status, "name") else str(logged.status), logged.source_run_id == run.info.run_id, logged.params, json.loads(logged.tags["mlflow.modelVersions"])],
            "searched_logged": [m.model_id for m in mlflow.search_logged_models(experiment_ids=["0"], output_format="list")],
            "outputs": [(o.model_id, o.step) for o in outputs],
            "outcome": outcome,
            "frozen": frozen,
            "reserved": reserved,
            "missing_alias": missing_alias,
            "missing_model": missing_model,
        }
    )
)
