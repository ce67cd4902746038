"""What a training does with its own run's token: it resumes its run, logs, makes a child, registers its declared model."""

import json
import os
import tempfile

import mlflow
from mlflow.exceptions import MlflowException

client = mlflow.MlflowClient()



def error_of(call):
    try:
        call()
    except MlflowException as error:
        return [error.error_code, error.get_http_status_code()]
    return None


with mlflow.start_run() as run:
    mlflow.log_param("p", 1)
    mlflow.log_metric("m", 1.0, step=1)
    with mlflow.start_run(nested=True) as child:
        mlflow.log_metric("m", 2.0)
    mlflow.log_text("hello", "hello.txt")
    model = mlflow.initialize_logged_model(name="m")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "MLmodel")
        with open(path, "w", encoding="utf-8") as file:
            file.write("flavors: {}\n")
        client.log_model_artifact(model.model_id, path)
    mlflow.finalize_logged_model(model.model_id, "READY")
    version = mlflow.register_model(f"models:/{model.model_id}", "declared")

print(
    json.dumps(
        {
            "run_id": run.info.run_id,
            "child_parent": client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"],
            "version": version.version,
            "others_run": error_of(lambda: client.get_run(os.environ["OTHER_RUN"])),
            "others_metric": error_of(lambda: client.log_metric(os.environ["OTHER_RUN"], "m", 1.0)),
            "other_model": error_of(lambda: client.create_registered_model("undeclared")),
            "alias": error_of(lambda: client.set_registered_model_alias("declared", "good", "1")),
            "free_run": error_of(lambda: client.create_run("0")),
            "runs_seen": len(client.search_runs(["0"])),
        }
    )
)
