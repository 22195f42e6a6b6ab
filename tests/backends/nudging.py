"""Where TensorFlow's fake-quantiser saturates and where its gradient stops, for a range that it has to move.

``python tests/backends/nudging.py`` prints one JSON object. A range in which zero is no level is moved by less than a
step until it is one. Between -8.5 and 6.5 in 15 steps both directions are as near; the forward pass and the gradient
must at least move the same way. The ranges are read off the answers at multiples of 1/4.
"""

from __future__ import annotations

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf


def ranges(*, compiled: bool) -> dict[str, list[float]]:
    """Return the least and greatest value, and the least and greatest input at which a gradient passes."""

    @tf.function(jit_compile=compiled)
    def quantise(x: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.quantization.fake_quant_with_min_max_args(x, min=-8.5, max=6.5, num_bits=4)
        return y, tape.gradient(y, x)

    x = tf.range(-12.0, 12.25, 0.25)
    y, gradient = quantise(x)
    passing = tf.boolean_mask(x, gradient == 1)
    return {
        "values": [float(tf.reduce_min(y)), float(tf.reduce_max(y))],
        "gradient": [float(tf.reduce_min(passing)), float(tf.reduce_max(passing))],
    }


if __name__ == "__main__":
    answer = {
        "tensorflow": tf.__version__,
        "kernel": ranges(compiled=False),
        "xla": ranges(compiled=True),
    }
    print(json.dumps(answer))
