"""A month of flights as the requests a caller would send: JSON lines of at most 300 flights of one hour, in order."""

import json
import math
from pathlib import Path

import pandas as pd

INPUTS = [
    "dep_delay", "carrier", "origin", "dest", "hour", "weekday", "distance",
    "scheduled_minutes", "temp", "wind_speed", "precip", "visib", "humid",
]  # fmt: skip
ROWS_PER_REQUEST = 300


def write_requests(rows: pd.DataFrame, path: Path) -> None:
    """Each line: requestId, eventTime (UTC), columns, data (null where the weather is missing), labels (minutes late)."""
    with path.open("w") as out:
        number = 0
        for _, day in rows.groupby("day", sort=True):
            for begin in range(0, len(day), ROWS_PER_REQUEST):
                chunk = day.iloc[begin : begin + ROWS_PER_REQUEST]
                number += 1
                request = {
                    "requestId": f"{path.name.split('.')[0]}-{number:04}",
                    "eventTime": f"{chunk['scheduled_at'].iloc[0]}Z",
                    "columns": INPUTS,
                    "data": [[plain(value) for value in row] for row in chunk[INPUTS].itertuples(index=False)],
                    "labels": [float(value) for value in chunk["arr_delay"]],
                }
                out.write(json.dumps(request) + "\n")


def plain(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value
