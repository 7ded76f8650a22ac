"""Training and measuring the attribution tagger; stays out of the wheel."""

import os

# onnxruntime sends figures to its maker unless this is set before it loads: factcheck/attribution/runtime.py
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
