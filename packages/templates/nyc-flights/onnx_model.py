"""Turns the fitted pipeline into one ONNX graph whose inputs are the raw columns, and says its signature."""

import onnx
from lightgbm import LGBMRegressor
from mlflow.models import ModelSignature
from mlflow.types.schema import ColSpec, Schema
from onnxmltools.convert.lightgbm.operator_converters.LightGbm import convert_lightgbm
from skl2onnx import to_onnx, update_registered_converter
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from skl2onnx.common.shape_calculator import calculate_linear_regressor_output_shapes
from sklearn.pipeline import Pipeline

from pipeline import CATEGORIES, INPUTS, TARGET, WEATHER

OPSET = {"": 17, "ai.onnx.ml": 3}


def to_onnx_model(pipeline: Pipeline) -> onnx.ModelProto:
    """The same pipeline gives the same bytes: the graph's name is fixed, and so is the order of the operator sets."""
    update_registered_converter(
        LGBMRegressor,
        "LightGbmLGBMRegressor",
        calculate_linear_regressor_output_shapes,
        convert_lightgbm,
        options={"split": None},
    )
    inputs = [
        (column, StringTensorType([None, 1]) if column in CATEGORIES else FloatTensorType([None, 1]))
        for column in INPUTS
    ]
    outputs = [(TARGET, FloatTensorType([None, 1]))]
    model = to_onnx(pipeline, initial_types=inputs, final_types=outputs, target_opset=OPSET, name="arrival_delay")
    model.opset_import.sort(key=lambda imported: imported.domain)
    return model


def make_signature() -> ModelSignature:
    """Weather may be missing (a station is silent now and then); everything else is known at departure."""
    inputs = [
        ColSpec("string" if column in CATEGORIES else "double", column, required=column not in WEATHER)
        for column in INPUTS
    ]
    return ModelSignature(inputs=Schema(inputs), outputs=Schema([ColSpec("float", TARGET)]))
