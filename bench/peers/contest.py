"""What all Python contestants share: requests and replies, one JSON object a line, and files of tensors."""

import json
import struct
import sys
import time

import numpy as np

TYPES = {"F32": np.float32, "F64": np.float64, "I64": np.int64, "I32": np.int32, "U8": np.uint8, "BOOL": np.bool_}
COMPARED_STEPS = 4
CHOICE_SECONDS = 0.3
WARM_UP_SECONDS = 1.0


def tensors(path):
    """The batch and the model of a safetensors file as arrays by name."""
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    batch, model = {}, {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        array = np.frombuffer(data[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
        kind, rest = name.split(".", 1)
        {"batch": batch, "model": model}[kind][rest] = array
    return batch, model


def steps(step, seconds):
    """Takes steps for so many seconds: how many, and how long they took."""
    count = 0
    start = time.perf_counter()
    end = start + seconds
    while True:
        step()
        count += 1
        now = time.perf_counter()
        if now >= end:
            return count, now - start


def reply(kernels="", parameters=0, losses=(), threads=0, steps=0, flop=0.0, seconds=0.0, error=None):
    answer = dict(kernels=kernels, parameters=parameters, losses=list(losses), threads=threads)
    return answer | dict(steps=steps, flop=flop, seconds=seconds, error=error)


def serve(kernels, prepare):
    """Answers requests from standard input until it ends.

    kernels: who this is, with versions
    prepare: from workload, precision, batch, model and threads to the number of parameters, the losses of the first
        steps, the threads chosen, and the step
    """
    replies, sys.stdout = sys.stdout, sys.stderr
    step = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["verb"] == "HELLO":
                answer = reply(kernels=kernels)
            elif request["verb"] == "PREPARE":
                step = None
                batch, model = tensors(request["file"])
                count, losses, threads, step = prepare(
                    request["workload"], request["precision"], batch, model, request["threads"]
                )
                answer = reply(parameters=count, losses=losses, threads=threads)
            elif request["verb"] == "RUN":
                count, seconds = steps(step, request["seconds"])
                answer = reply(steps=count, seconds=seconds)
            else:
                answer = reply(error="This contestant does not answer " + request["verb"] + ".")
        except Exception as error:
            first = (str(error).strip().splitlines() or [""])[0]
            answer = reply(error=f"{type(error).__name__}: {first}")
        print(json.dumps(answer), file=replies, flush=True)
