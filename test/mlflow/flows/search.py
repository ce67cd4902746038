"""Searching, paging and life cycle through the client, and the texts of errors."""

import json

import mlflow
from mlflow.entities import Metric, ViewType
from mlflow.exceptions import MlflowException

client = mlflow.MlflowClient()
experiment_id = client.create_experiment("search", tags={"kind": "test"})
ids = []
for i in range(7):
    run = client.create_run(experiment_id, run_name=f"run {i}", start_time=1000 + i, tags={"parity": "even" if i % 2 == 0 else "odd"})
    client.log_metric(run.info.run_id, "acc", i / 10)
    client.log_param(run.info.run_id, "lr", str(i % 3))
    client.set_terminated(run.info.run_id, "FINISHED" if i < 5 else "FAILED")
    ids.append(run.info.run_id)


def names(filter_string="", order_by=None, **more):
    return [r.info.run_name for r in client.search_runs([experiment_id], filter_string, order_by=order_by, **more)]


def error_of(call):
    try:
        call()
    except MlflowException as error:
        return [error.error_code, error.message, error.get_http_status_code()]
    return None


pages = []
token = None
while True:
    page = client.search_runs([experiment_id], order_by=["metrics.acc DESC"], max_results=3, page_token=token)
    pages.append([r.info.run_name for r in page])
    token = page.token
    if not token:
        break

client.delete_run(ids[0])
deleted = names(run_view_type=ViewType.DELETED_ONLY)
client.restore_run(ids[0])
client.rename_experiment(experiment_id, "searched")
client.set_experiment_tag(experiment_id, "more", "x")
frame = mlflow.search_runs([experiment_id], "metrics.acc >= 0.3", order_by=["metrics.acc ASC"])
unknown = "0" * 32
print(
    json.dumps(
        {
            "and": names("metrics.acc > 0.1 AND params.lr = '1' AND tags.parity = 'even'"),
            "status": names("attributes.status = 'FAILED'", ["attributes.start_time ASC"]),
            "like": names("attributes.run_name LIKE 'run %' AND start_time > 1004", ["start_time DESC"]),
            "in": len(names(f"attributes.run_id IN ('{ids[1]}', '{ids[2]}')")),
            "pages": pages,
            "deleted": deleted,
            "frame": [list(frame["tags.parity"]), [round(v, 1) for v in frame["metrics.acc"]]],
            "experiments": [e.name for e in client.search_experiments(filter_string="tags.kind = 'test'")],
            "by_name": client.get_experiment_by_name("searched").tags,
            "default": client.get_experiment("0").name,
            "errors": {
                "no_run": error_of(lambda: client.get_run(unknown)),
                "no_experiment": error_of(lambda: client.get_experiment("999")),
                "bad_experiment": error_of(lambda: client.get_experiment("abc")),
                "same_name": error_of(lambda: client.create_experiment("searched")),
                "param": error_of(lambda: client.log_param(ids[0], "lr", "other")),
                "filter": error_of(lambda: client.search_runs([experiment_id], "params.lr = 1")),
                "entity": error_of(lambda: client.search_runs([experiment_id], "foo.bar = '1'")),
                "or": error_of(lambda: client.search_runs([experiment_id], "params.a = '1' OR params.b = '2'")),
                "order": error_of(lambda: client.search_runs([experiment_id], order_by=["nope"])),
                "limit": error_of(lambda: client.search_runs([experiment_id], max_results=50001)),
                "token": error_of(lambda: client.search_runs([experiment_id], page_token="bogus")),
                "model_name": error_of(lambda: client.create_registered_model("a/b")),
                "artifact": error_of(lambda: mlflow.artifacts.load_text(f"runs:/{ids[0]}/none.txt")),
                "trace": error_of(lambda: client._tracking_client.store.create_dataset("x")),
                "deleted": error_of(lambda: (client.delete_run(ids[6]), client.log_batch(ids[6], metrics=[Metric("m", 1.0, 1, 0)]))),
            },
        }
    )
)
