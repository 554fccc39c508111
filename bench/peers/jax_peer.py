"""JAX as a contestant: each step one compiled function, its arguments donated; XLA takes as many threads as there are cores."""

import os

import jax
import jax.numpy as jnp
import optax

import contest
import jax_models as models


def cross_entropy(logits, y):
    return optax.softmax_cross_entropy_with_integer_labels(logits.astype(jnp.float32), y).mean()


def classes(network):
    return lambda net, batch, moved: cross_entropy(network(net, batch["x"]), batch["y"])


def resnet(net, batch, moved):
    return cross_entropy(models.resnet20(net, batch["x"], moved), batch["y"])


def molecules(net, batch, moved):
    found = models.regressor(net, batch["kinds"], batch["places"], batch["edges"])
    return jnp.square(found.astype(jnp.float32) - batch["y"]).mean()


def diffusion(net, batch, moved):
    signal = batch["signal"]
    noisy = batch["x"] * jnp.sqrt(signal) + batch["noise"] * jnp.sqrt(1 - signal)
    return jnp.square(models.unet(net, noisy, batch["t"]).astype(jnp.float32) - batch["noise"]).mean()


def sgd(nesterov, decay):
    return optax.chain(optax.add_decayed_weights(decay), optax.sgd(0.1, 0.9, nesterov))


WORKLOADS = {
    "W1": (classes(models.mlp), optax.adam(1e-3)),
    "W2": (resnet, sgd(True, 5e-4)),
    "W3": (classes(models.vit), optax.adamw(1e-3, weight_decay=0.05)),
    "W4": (classes(models.gpt), optax.adamw(1e-3, weight_decay=0.1)),
    "W5": (classes(models.character_model), optax.adam(2e-3)),
    "W6": (diffusion, optax.adam(2e-4)),
    "W7": (molecules, optax.adam(1e-3)),
    "W8": (classes(models.mlp), sgd(False, 0.0)),
}


def prepare(workload, precision, arrays, weights, threads):
    criterion, rule = WORKLOADS[workload]
    batch = {name: jnp.asarray(array) for name, array in arrays.items()}
    statistics = {name: jnp.asarray(array) for name, array in weights.items() if ".running_" in name}
    parameters = {name: jnp.asarray(array) for name, array in weights.items() if name not in statistics}

    def loss(parameters, statistics, batch):
        moved = {}
        value = criterion(models.Net(parameters | statistics, precision == "bf16"), batch, moved)
        return value, moved

    def update(parameters, statistics, momenta, batch):
        (value, moved), gradient = jax.value_and_grad(loss, has_aux=True)(parameters, statistics, batch)
        changes, momenta = rule.update(gradient, momenta, parameters)
        return optax.apply_updates(parameters, changes), moved, momenta, value

    compiled = jax.jit(update, donate_argnums=(0, 1, 2))
    state = [parameters, statistics, rule.init(parameters)]

    def step():
        *state[:], value = compiled(*state, batch)
        return float(value)

    losses = [step() for _ in range(contest.COMPARED_STEPS)]
    contest.steps(step, contest.WARM_UP_SECONDS)
    return sum(array.size for array in parameters.values()), losses, os.cpu_count(), step


if __name__ == "__main__":
    contest.serve(f"JAX {jax.__version__} jit, {jax.devices()[0].platform}", prepare)
