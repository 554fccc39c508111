"""The workloads' networks in JAX, as functions of parameters by the files' names; images have their channels last."""

import math

import jax
import jax.numpy as jnp
from jax import lax


class Net:
    """Parameters by name, and whether products run in bfloat16 as autocast has it: weights stay in 32 bits."""

    def __init__(self, parameters, reduced):
        self.p, self.reduced = parameters, reduced

    def cast(self, *arrays):
        return tuple(a.astype(jnp.bfloat16) if self.reduced else a for a in arrays)

    def product(self, x, weight, bias=None):
        x, weight = self.cast(x, weight)
        y = x @ weight.T
        return y if bias is None else y + self.cast(bias)[0]

    def linear(self, name, x):
        return self.product(x, self.p[name + ".weight"], self.p.get(name + ".bias"))

    def conv(self, name, x, stride=1):
        weight = self.p[name + ".weight"]
        padding = (weight.shape[2] - 1) // 2
        x, weight = self.cast(x, weight)
        y = lax.conv_general_dilated(
            x, weight, (stride, stride), [(padding, padding)] * 2, dimension_numbers=("NHWC", "OIHW", "NHWC")
        )
        bias = self.p.get(name + ".bias")
        return y if bias is None else y + self.cast(bias)[0]

    def layer_norm(self, name, x):
        x = x.astype(jnp.float32)
        centred = x - x.mean(-1, keepdims=True)
        y = centred * lax.rsqrt(jnp.square(centred).mean(-1, keepdims=True) + 1e-5)
        return y * self.p[name + ".weight"] + self.p[name + ".bias"]

    def group_norm(self, name, x):
        b, h, w, c = x.shape
        groups = min(32, max(1, c // 4))
        while c % groups:
            groups -= 1
        y = x.astype(jnp.float32).reshape(b, h * w, groups, c // groups)
        centred = y - y.mean((1, 3), keepdims=True)
        y = centred * lax.rsqrt(jnp.square(centred).mean((1, 3), keepdims=True) + 1e-5)
        return (y.reshape(x.shape) * self.p[name + ".weight"] + self.p[name + ".bias"]).astype(x.dtype)

    def batch_norm(self, name, x, moved):
        """Normalises by the batch, and leaves the running statistics that training moves in `moved`."""
        y = x.astype(jnp.float32)
        mean = y.mean((0, 1, 2))
        variance = jnp.square(y - mean).mean((0, 1, 2))
        count = x.size // x.shape[-1]
        for key, value in (("running_mean", mean), ("running_var", variance * (count / (count - 1)))):
            moved[f"{name}.{key}"] = 0.9 * self.p[f"{name}.{key}"] + 0.1 * value
        y = (y - mean) * lax.rsqrt(variance + 1e-5)
        return (y * self.p[name + ".weight"] + self.p[name + ".bias"]).astype(x.dtype)

    def attention(self, name, x, heads, causal):
        b, n, d = x.shape
        qkv = self.product(x, self.p[name + ".in_proj_weight"], self.p[name + ".in_proj_bias"])
        q, k, v = (part[:, :, :, :] for part in jnp.moveaxis(qkv.reshape(b, n, 3, heads, d // heads), 2, 0))
        scores = jnp.einsum("bqhd,bkhd->bhqk", q, k).astype(jnp.float32) / math.sqrt(d / heads)
        if causal:
            scores = jnp.where(jnp.tril(jnp.ones((n, n), bool)), scores, -jnp.inf)
        weights = jax.nn.softmax(scores, -1).astype(v.dtype)
        return self.linear(name + ".out_proj", jnp.einsum("bhqk,bkhd->bqhd", weights, v).reshape(b, n, d))

    def block(self, name, x, heads, causal, approximate):
        x = x + self.attention(name + ".self_attn", self.layer_norm(name + ".norm1", x), heads, causal)
        hidden = self.linear(name + ".linear1", self.layer_norm(name + ".norm2", x))
        return x + self.linear(name + ".linear2", jax.nn.gelu(hidden, approximate=approximate))


def mlp(net, x):
    count = sum(name.endswith("weight") for name in net.p)
    for i in range(count):
        x = net.linear(f"layers.{i}", x)
        x = jax.nn.relu(x) if i < count - 1 else x
    return x


def resnet20(net, x, moved):
    def normed(convolution, normalisation, x, stride=1):
        return net.batch_norm(normalisation, net.conv(convolution, x, stride), moved)

    h = jax.nn.relu(normed("conv1", "bn1", x.transpose(0, 2, 3, 1)))
    for stage in range(1, 4):
        for i in range(3):
            name = f"layer{stage}.{i}"
            stride = 2 if i == 0 and stage > 1 else 1
            y = jax.nn.relu(normed(name + ".conv1", name + ".bn1", h, stride))
            y = normed(name + ".conv2", name + ".bn2", y)
            if name + ".downsample.0.weight" in net.p:
                h = normed(name + ".downsample.0", name + ".downsample.1", h, stride)
            h = jax.nn.relu(y + h)
    return net.linear("fc", h.mean((1, 2)))


def vit(net, x, patch=4, depth=6, heads=4):
    b, c, h, w = x.shape
    x = x.reshape(b, c, h // patch, patch, w // patch, patch).transpose(0, 2, 4, 1, 3, 5)
    x = x.reshape(b, (h // patch) * (w // patch), c * patch * patch)
    weight = net.p["patch_embed.weight"]
    x = net.product(x, weight.reshape(weight.shape[0], -1), net.p["patch_embed.bias"])
    token = jnp.broadcast_to(net.p["cls_token"], (b, 1, x.shape[2]))
    x = jnp.concatenate([token, x], 1) + net.p["pos_embed"]
    for i in range(depth):
        x = net.block(f"blocks.{i}", x, heads, False, False)
    return net.linear("head", net.layer_norm("norm", x)[:, 0])


def gpt(net, tokens, depth=4, heads=4):
    x = net.p["wte.weight"][tokens] + net.p["wpe.weight"][: tokens.shape[1]]
    for i in range(depth):
        x = net.block(f"blocks.{i}", x, heads, True, True)
    return net.product(net.layer_norm("norm", x), net.p["wte.weight"])


def character_model(net, characters):
    x = net.p["embedding.weight"][characters].transpose(1, 0, 2)
    for layer in range(2):
        weight, bias = net.p[f"lstm.weight_hh_l{layer}"], net.p[f"lstm.bias_hh_l{layer}"]
        inputs = net.product(x, net.p[f"lstm.weight_ih_l{layer}"], net.p[f"lstm.bias_ih_l{layer}"])

        def cell(state, given, weight=weight, bias=bias):
            h, c = state
            gates = given + net.product(h, weight, bias)
            i, f, g, o = jnp.split(gates, 4, -1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), h

        zeros = jnp.zeros((x.shape[1], weight.shape[1]), inputs.dtype)
        _, x = lax.scan(cell, (zeros, zeros), inputs)
    return net.linear("head", x.transpose(1, 0, 2))


def regressor(net, kinds, places, edges, molecules=96, layers=4):
    h, x = net.linear("body.embedding", kinds), places
    source, to = edges
    nodes = kinds.shape[0]
    degree = jnp.maximum(jnp.zeros((nodes, 1)).at[to].add(1.0), 1)
    for i in range(layers):
        name = f"body.blocks.{i}"
        width = h.shape[1]
        weight = net.p[name + ".edge1.weight"]
        apart = x[to] - x[source]
        squared = jnp.square(apart).sum(1, keepdims=True)
        receiver = net.product(h, weight[:, :width], net.p[name + ".edge1.bias"])
        sender = net.product(h, weight[:, width : 2 * width])
        message = jax.nn.silu(receiver[to] + sender[source] + squared * weight[:, 2 * width :].T)
        message = jax.nn.silu(net.linear(name + ".edge2", message))
        push = apart * net.linear(name + ".coord2", jax.nn.silu(net.linear(name + ".coord1", message)))
        x = x + jnp.zeros_like(x).at[to].add(push) / degree
        gathered = jnp.zeros_like(h).at[to].add(message)
        hidden = net.linear(name + ".node1", jnp.concatenate([h, gathered], 1))
        h = h + net.linear(name + ".node2", jax.nn.silu(hidden))
    pooled = h.reshape(molecules, -1, h.shape[1]).sum(1)
    return net.linear("readout2", jax.nn.silu(net.linear("readout1", pooled)))[:, 0]


def unet(net, x, times, width=32, levels=3, blocks=2, heads=4):
    half = width // 2
    angles = times[:, None] * jnp.exp(jnp.arange(half) * (-math.log(10_000) / half))
    waves = jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], 1)
    time = jax.nn.silu(net.linear("time2", jax.nn.silu(net.linear("time1", waves))))

    def block(name, x):
        h = net.conv(name + ".conv1", jax.nn.silu(net.group_norm(name + ".norm1", x)))
        h = h + net.linear(name + ".time", time)[:, None, None, :]
        h = net.conv(name + ".conv2", jax.nn.silu(net.group_norm(name + ".norm2", h)))
        h = h + (net.conv(name + ".shortcut", x) if name + ".shortcut.weight" in net.p else x)
        if name + ".attention.norm.weight" in net.p:
            places = net.group_norm(name + ".attention.norm", h)
            places = places.reshape(h.shape[0], -1, h.shape[3])
            h = h + net.attention(name + ".attention.attention", places, heads, False).reshape(h.shape)
        return h

    h = net.conv("stem", x.transpose(0, 2, 3, 1))
    kept = [h]
    for level in range(levels):
        for i in range(blocks):
            h = block(f"down.{level * blocks + i}", h)
            kept.append(h)
        if level < levels - 1:
            h = net.conv(f"halve.{level}", h, 2)
            kept.append(h)
    for i in range(2):
        h = block(f"middle.{i}", h)
    for level in range(levels):
        for i in range(blocks + 1):
            h = block(f"up.{level * (blocks + 1) + i}", jnp.concatenate([h, kept.pop()], 3))
        if level < levels - 1:
            h = net.conv(f"grow.{level}", h.repeat(2, 1).repeat(2, 2))
    return net.conv("head", jax.nn.silu(net.group_norm("norm", h))).transpose(0, 3, 1, 2)
