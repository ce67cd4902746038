"""The model: raw columns in, minutes of arrival delay out."""

from lightgbm import LGBMRegressor
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

TARGET = "arr_delay"
KEY = "flight_id"
DAY = "day"
CATEGORIES = ["carrier", "origin", "dest"]
WEATHER = ["temp", "wind_speed", "precip", "visib", "humid"]
NUMBERS = ["dep_delay", "hour", "weekday", "distance", "scheduled_minutes", *WEATHER]
INPUTS = CATEGORIES + NUMBERS


def make_encoder() -> ColumnTransformer:
    """Categories to whole numbers (unknown ones to -1), numbers as they are: so the signature stays raw columns."""
    categories = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    return ColumnTransformer([("categories", categories, CATEGORIES), ("numbers", "passthrough", NUMBERS)])


def make_regressor(args) -> LGBMRegressor:
    """Deterministic for a seed and a thread count."""
    return LGBMRegressor(
        n_estimators=args.trees,
        num_leaves=args.leaves,
        learning_rate=args.learning_rate,
        random_state=args.seed,
        n_jobs=args.threads,
        deterministic=True,
        force_row_wise=True,
        verbose=-1,
    )


def fit_pipeline(args, rows) -> Pipeline:
    pipeline = Pipeline([("encoder", make_encoder()), ("regressor", make_regressor(args))])
    return pipeline.fit(rows[INPUTS], rows[TARGET])
