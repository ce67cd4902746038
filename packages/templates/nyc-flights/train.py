"""Predicts how late a flight from New York arrives, from what is known when it leaves the gate.

Reads the dataset versions given by the environment, logs its progress with the ordinary MLflow client, and
registers one ONNX model whose inputs are the raw columns.
"""

import argparse
import logging
import os
import time
from importlib.metadata import version

import lightgbm
import mlflow
import mlflow.onnx
import pandas as pd

from given_data import given_datasets, read_role
from onnx_model import make_signature, to_onnx_model
from pipeline import DAY, INPUTS, KEY, NUMBERS, TARGET, fit_pipeline, make_encoder, make_regressor
from tracking import log_dataset

POINTS_PER_CURVE = 60

# The environment has no pip of its own, and needs none: MLflow would warn that it can't name pip's version.
logging.getLogger("mlflow.utils.environment").setLevel(logging.ERROR)


def main() -> None:
    args = parse_arguments()
    datasets = given_datasets()
    train = numbers_as_double(read_role(datasets, "train"))
    holdout = numbers_as_double(read_role(datasets, "holdout"))
    if train.empty:
        raise SystemExit("No dataset version with the role 'train' was given (INTERLOCK_DATASETS is empty).")
    say(f"{len(train):,} flights to learn from, {train[DAY].min()} to {train[DAY].max()}; {len(holdout):,} held out")

    with mlflow.start_run():
        mlflow.log_params(vars(args))
        for dataset in datasets:
            log_dataset(dataset)
        log_learning_curve(args, train)
        pipeline = fit_and_log(args, train)
        if not holdout.empty:
            log_parity(pipeline, holdout)
        register_model(pipeline)
    say("done")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("--leaves", type=int, default=31)
    parser.add_argument("--learning-rate", dest="learning_rate", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def numbers_as_double(rows: pd.DataFrame) -> pd.DataFrame:
    return rows if rows.empty else rows.astype({column: "float64" for column in NUMBERS})


def log_learning_curve(args: argparse.Namespace, train: pd.DataFrame) -> None:
    """Learns on the earlier days and watches the last fifth of the days, so that the curve is of unseen flights.
    The model that is registered learns from all days afterwards."""
    days = sorted(train[DAY].unique())
    first_unseen = days[-max(1, len(days) // 5)]
    known, unseen = train[train[DAY] < first_unseen], train[train[DAY] >= first_unseen]
    if known.empty:
        return
    every = max(5, args.trees // POINTS_PER_CURVE)

    def log_point(state: lightgbm.callback.CallbackEnv) -> None:
        tree = state.iteration + 1
        if tree % every == 0 or tree == args.trees:
            errors = {name: value for name, measure, value, _ in state.evaluation_result_list if measure == "l1"}
            mlflow.log_metrics({f"{name}_l1": value for name, value in errors.items()}, step=tree)
        if tree % (every * 10) == 0:
            say(f"tree {tree} of {args.trees}: mean absolute error {errors['valid']:.2f} minutes on unseen days")

    encoder = make_encoder().fit(known[INPUTS])
    seen, watched = encoder.transform(known[INPUTS]), encoder.transform(unseen[INPUTS])
    make_regressor(args).fit(
        seen,
        known[TARGET],
        eval_X=(seen, watched),
        eval_y=(known[TARGET], unseen[TARGET]),
        eval_names=["train", "valid"],
        eval_metric="l1",
        callbacks=[log_point],
    )


def fit_and_log(args: argparse.Namespace, train: pd.DataFrame):
    started = time.perf_counter()
    pipeline = fit_pipeline(args, train)
    seconds = time.perf_counter() - started
    mlflow.log_metrics({"fit_seconds": seconds, "train_rows": len(train), "train_mae": mean_error(pipeline, train)})
    say(f"fitted {args.trees} trees to all days in {seconds:.2f} s")
    return pipeline


def log_parity(pipeline, holdout: pd.DataFrame) -> None:
    """Keeps this process's own predictions: the review compares them with those of the serving runtime."""
    predictions = pd.DataFrame({KEY: holdout[KEY], "prediction": pipeline.predict(holdout[INPUTS])})
    predictions.to_parquet("parity.parquet", index=False)
    mlflow.log_artifact("parity.parquet")
    error = (predictions["prediction"] - holdout[TARGET]).abs().mean()
    mlflow.log_metric("holdout_mae", error)
    say(f"{len(holdout):,} held-out flights: mean absolute error {error:.2f} minutes (in this process)")


def mean_error(pipeline, rows: pd.DataFrame) -> float:
    return float((pd.Series(pipeline.predict(rows[INPUTS])) - rows[TARGET].reset_index(drop=True)).abs().mean())


def register_model(pipeline) -> None:
    """`pip_requirements` is said outright: inferring it would import everything once more in a second process."""
    model = mlflow.onnx.log_model(
        to_onnx_model(pipeline),
        name="model",
        signature=make_signature(),
        onnx_execution_providers=["CPUExecutionProvider"],
        pip_requirements=[f"{name}=={version(name)}" for name in ("mlflow-skinny", "onnx", "onnxruntime", "pandas")],
        registered_model_name=os.environ.get("INTERLOCK_MODEL_NAME") or None,
    )
    say(f"logged model {model.model_id}")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
