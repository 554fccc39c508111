"""PyTorch as a contestant: torch_peer.py eager | compile.

Tuned as its guides advise for processors: channels-last for convolutions, fused optimisers, gradients set to none,
autocast for bf16, and the number of threads that takes most steps.
"""

import os
import sys
import time

import torch
from torch.nn import functional as F

import contest
import torch_models as models
import torch_unet

COMPILED = sys.argv[1] == "compile"
LONG_SECONDS = 10


def diffusion(model, batch):
    signal = batch["signal"]
    noisy = batch["x"] * signal.sqrt() + batch["noise"] * (1 - signal).sqrt()
    return F.mse_loss(model(noisy, batch["t"]), batch["noise"])


def classes(model, batch):
    return F.cross_entropy(model(batch["x"]), batch["y"])


def characters(model, batch):
    return F.cross_entropy(model(batch["x"]).flatten(0, 1), batch["y"].flatten())


def molecules(model, batch):
    return F.mse_loss(model(batch["kinds"], batch["places"], batch["edges"]), batch["y"])


def adam(parameters, rate):
    return torch.optim.Adam(parameters, rate, fused=True)


def adamw(parameters, decay):
    return torch.optim.AdamW(parameters, 1e-3, weight_decay=decay, fused=True)


def sgd(parameters, nesterov, decay):
    return torch.optim.SGD(parameters, 0.1, momentum=0.9, nesterov=nesterov, weight_decay=decay, fused=True)


WORKLOADS = {
    "W1": (lambda: models.Mlp(784, 256, 128, 10), classes, lambda p: adam(p, 1e-3)),
    "W2": (models.ResNet20, classes, lambda p: sgd(p, True, 5e-4)),
    "W3": (models.Vit, classes, lambda p: adamw(p, 0.05)),
    "W4": (models.Gpt, characters, lambda p: adamw(p, 0.1)),
    "W5": (models.CharacterModel, characters, lambda p: adam(p, 2e-3)),
    "W6": (torch_unet.UNet, diffusion, lambda p: adam(p, 2e-4)),
    "W7": (models.Regressor, molecules, lambda p: adam(p, 1e-3)),
    "W8": (lambda: models.Mlp(32, 32, 32, 2), classes, lambda p: sgd(p, False, 0)),
}


def prepare(workload, precision, arrays, weights, threads):
    make, criterion, optimise = WORKLOADS[workload]
    torch._dynamo.reset()
    torch.set_num_threads(threads or os.cpu_count())
    model = make()
    missing, surplus = model.load_state_dict({k: torch.from_numpy(v) for k, v in weights.items()}, strict=False)
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    if missing or surplus:
        raise ValueError(f"parameters missing {missing}, surplus {surplus}")
    batch = {name: torch.from_numpy(array) for name, array in arrays.items()}
    if workload in ("W2", "W6"):
        model = model.to(memory_format=torch.channels_last)
        batch = {k: v.contiguous(memory_format=torch.channels_last) if v.dim() == 4 else v for k, v in batch.items()}
    model.train()
    optimiser = optimise(list(model.parameters()))
    reduced = precision == "bf16"

    def loss():
        with torch.autocast("cpu", torch.bfloat16, enabled=reduced):
            return criterion(model, batch)

    forward = torch.compile(loss) if COMPILED else loss

    def step():
        optimiser.zero_grad(set_to_none=True)
        value = forward()
        value.backward()
        optimiser.step()
        return value.item()

    start = time.perf_counter()
    losses = [step() for _ in range(contest.COMPARED_STEPS)]
    # Compiled code has its number of threads built in: each one is compiled for, unless that takes long.
    if COMPILED and time.perf_counter() - start > LONG_SECONDS:
        threads = os.cpu_count()
    contest.steps(step, contest.WARM_UP_SECONDS)
    count = sum(p.numel() for p in model.parameters())
    return count, losses, fastest(step, threads), step


def fastest(step, given):
    """Sets the number of threads that takes most steps."""
    rates = {}
    for threads in [given] if given else range(1, os.cpu_count() + 1):
        torch.set_num_threads(threads)
        contest.steps(step, contest.CHOICE_SECONDS)
        count, seconds = contest.steps(step, contest.CHOICE_SECONDS)
        rates[threads] = count / seconds
    best = max(rates, key=rates.get)
    torch.set_num_threads(best)
    contest.steps(step, contest.CHOICE_SECONDS)
    return best


def kernels():
    built = torch.__config__.show()
    libraries = [line.strip(" -") for line in built.splitlines() if "oneAPI" in line or "MKL-DNN" in line]
    return f"PyTorch {torch.__version__} {sys.argv[1]}, {torch.backends.cpu.get_cpu_capability()}, " + ", ".join(
        " ".join(line.split()[:6]) for line in libraries
    )


if __name__ == "__main__":
    contest.serve(kernels(), prepare)
