"""What the run tells the tracking server about its data."""

import os
from urllib.parse import urlsplit

import mlflow
from mlflow.data.http_dataset_source import HTTPDatasetSource
from mlflow.data.meta_dataset import MetaDataset

from given_data import DatasetVersion

MLFLOW_DIGEST_LIMIT = 36


def log_dataset(dataset: DatasetVersion) -> None:
    """Names the version by its digest (MLflow's field holds 36 characters: the first 32 hex stand for the rest)."""
    digest = dataset.digest.removeprefix("sha256:")[:32][:MLFLOW_DIGEST_LIMIT] or None
    tags = {"interlock.dataset.version": dataset.version, "interlock.dataset.digest": dataset.digest}
    source = HTTPDatasetSource(url=version_url(dataset))
    mlflow.log_input(MetaDataset(source, name=dataset.name, digest=digest), context=dataset.role, tags=tags)


def version_url(dataset: DatasetVersion) -> str:
    """Where the version can be looked up: the project's REST path below the tracking server's host."""
    tracking = urlsplit(os.environ.get("MLFLOW_TRACKING_URI", ""))
    project = tracking.path.removeprefix("/mlflow").strip("/")
    return f"{tracking.scheme}://{tracking.netloc}/api/v1/projects/{project}/datasets/{dataset.name}/versions/{dataset.version}"
