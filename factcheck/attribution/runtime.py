"""The shipped networks as sessions of onnxruntime, which is kept from telling anybody about them."""

import os
import signal

# from 1.29 on it sends its maker what it runs on and what it runs, and leaves an identifier in the home folder, unless
# this is set before it loads
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# Ctrl-C that meets it while it loads would come out as an ImportError
_masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
try:
    import onnxruntime
finally:
    signal.pthread_sigmask(signal.SIG_SETMASK, _masked)

# where a program that uses this one has loaded it before
onnxruntime.disable_telemetry_events()


def session(
    model: str | bytes, *, memory_pattern: bool = True, without: tuple[str, ...] = ()
) -> onnxruntime.InferenceSession:
    """The network in `model`, a path or the bytes themselves, on the processor and on one thread.

    `without` names optimizers that are left out; `memory_pattern` pays where inputs keep their shape.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = memory_pattern
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(without)
    )
