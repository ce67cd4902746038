"""Finds and reads the dataset versions that a run was given."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class DatasetVersion:
    """One immutable dataset version, already on this machine."""

    name: str
    version: str
    digest: str
    path: Path
    role: str  # "train" or "holdout"

    def read(self) -> pd.DataFrame:
        return pd.read_csv(self.path) if self.path.suffix == ".csv" else pd.read_parquet(self.path)


def given_datasets() -> list[DatasetVersion]:
    """The versions named by INTERLOCK_DATASETS (JSON), else by INTERLOCK_DATASET_<NAME>: paths to train on
    (several are joined as in PATH), and INTERLOCK_DATASET_<NAME>_HOLDOUT: paths to be judged on."""
    listed = os.environ.get("INTERLOCK_DATASETS")
    if listed:
        return [
            DatasetVersion(d["name"], str(d["version"]), d["digest"], Path(d["path"]), d["role"])
            for d in json.loads(listed)
        ]
    found = []
    for key, paths in sorted(os.environ.items()):
        if key.startswith("INTERLOCK_DATASET_"):
            role = "holdout" if key.endswith("_HOLDOUT") else "train"
            name = key.removeprefix("INTERLOCK_DATASET_").removesuffix("_HOLDOUT").lower().replace("_", "-")
            found += [DatasetVersion(name, Path(p).stem, "", Path(p), role) for p in paths.split(os.pathsep)]
    return found


def read_role(datasets: list[DatasetVersion], role: str) -> pd.DataFrame:
    """All rows of one role, in the order of the versions; an empty frame when there is none."""
    frames = [dataset.read() for dataset in datasets if dataset.role == role]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
