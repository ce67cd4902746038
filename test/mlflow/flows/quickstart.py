"""The client's own quickstart: an experiment, a run with params, metrics, tags, a dataset and nested runs."""

import json
import math
import os
import tempfile

import mlflow
import pandas as pd
from mlflow.entities import Metric, Param, RunTag

client = mlflow.MlflowClient()
mlflow.set_experiment("quickstart")

with mlflow.start_run(run_name="first", tags={"team": "red"}, description="a note") as run:
    mlflow.log_params({"lr": 0.1, "depth": 4})
    for step in range(5):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metric("broken", math.nan)
    mlflow.log_metric("huge", math.inf)
    mlflow.set_tag("stage", "try")
    mlflow.log_input(mlflow.data.from_pandas(pd.DataFrame({"a": [1.0, 2.0]}), name="numbers"), context="train")
    with mlflow.start_run(run_name="child", nested=True) as child:
        mlflow.log_metric("loss", 0.5)
    mlflow.log_dict({"a": 1}, "notes/a.json")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "plot é.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("a picture")
        mlflow.log_artifact(path, "plots")

run_id = run.info.run_id
client.log_batch(
    child.info.run_id,
    metrics=[Metric("big", float(i), 1_700_000_000_000 + i, i) for i in range(1000)],
)
client.log_batch(child.info.run_id, params=[Param(f"p{i}", str(i)) for i in range(100)], tags=[RunTag("t", "1")])

found = client.get_run(run_id)
history = client.get_metric_history(run_id, "loss")
print(
    json.dumps(
        {
            "run_id": run_id,
            "child_id": child.info.run_id,
            "status": found.info.status,
            "name": found.info.run_name,
            "experiment": client.get_experiment(found.info.experiment_id).name,
            "params": found.data.params,
            "loss": found.data.metrics["loss"],
            "broken_is_nan": math.isnan(found.data.metrics["broken"]),
            "huge": found.data.metrics["huge"],
            "tags": {k: v for k, v in found.data.tags.items() if k in ("team", "stage", "mlflow.note.content", "mlflow.runName")},
            "dataset": [(d.dataset.name, d.dataset.source_type, d.tags[0].value) for d in found.inputs.dataset_inputs],
            "history": [(m.step, m.value) for m in history],
            "long_history": len(client.get_metric_history(child.info.run_id, "big")),
            "paged_history": len(client._tracking_client.store.get_metric_history(child.info.run_id, "big", max_results=400)),
            "parent": client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == run_id,
            "artifacts": sorted(f.path for f in client.list_artifacts(run_id)),
            "plots": [(f.path, f.file_size) for f in client.list_artifacts(run_id, "plots")],
            "text": mlflow.artifacts.load_text(f"runs:/{run_id}/plots/plot é.txt"),
            "dict": mlflow.artifacts.load_dict(f"{found.info.artifact_uri}/notes/a.json"),
            "artifact_uri": found.info.artifact_uri,
        }
    )
)
