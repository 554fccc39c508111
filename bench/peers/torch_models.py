"""The workloads' networks in PyTorch, with parameters named as the files name them."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class Mlp(nn.Module):
    def __init__(self, *widths):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return self.layers[-1](x)


class BasicBlock(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(a, b, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(b)
        self.conv2 = nn.Conv2d(b, b, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(b)
        self.downsample = None
        if a != b or stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(a, b, 1, stride, bias=False), nn.BatchNorm2d(b))

    def forward(self, x):
        h = F.relu(self.bn1(self.conv1(x)), inplace=True)
        h = self.bn2(self.conv2(h))
        h += x if self.downsample is None else self.downsample(x)
        return F.relu(h, inplace=True)


class ResNet20(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        a = width
        for stage in range(3):
            b = width << stage
            blocks = [BasicBlock(a if i == 0 else b, b, 2 if i == 0 and stage > 0 else 1) for i in range(3)]
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
            a = b
        self.fc = nn.Linear(a, 10)

    def forward(self, x):
        h = F.relu(self.bn1(self.conv1(x)), inplace=True)
        h = self.layer3(self.layer2(self.layer1(h)))
        return self.fc(h.mean((2, 3)))


class Attention(nn.Module):
    def __init__(self, width, heads, causal):
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.empty(3 * width))
        self.out_proj = nn.Linear(width, width)
        self.heads, self.causal = heads, causal

    def forward(self, x):
        b, n, d = x.shape
        qkv = F.linear(x, self.in_proj_weight, self.in_proj_bias).view(b, n, 3, self.heads, d // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        h = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        return self.out_proj(h.transpose(1, 2).reshape(b, n, d))


class Block(nn.Module):
    def __init__(self, width, heads, causal, approximate):
        super().__init__()
        self.self_attn = Attention(width, heads, causal)
        self.linear1 = nn.Linear(width, 4 * width)
        self.linear2 = nn.Linear(4 * width, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.approximate = approximate

    def forward(self, x):
        x = x + self.self_attn(self.norm1(x))
        return x + self.linear2(F.gelu(self.linear1(self.norm2(x)), approximate=self.approximate))


class PatchEmbedding(nn.Module):
    def __init__(self, patch, width):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width, 3, patch, patch))
        self.bias = nn.Parameter(torch.empty(width))
        self.patch = patch

    def forward(self, x):
        b, c, h, w = x.shape
        p = self.patch
        x = x.reshape(b, c, h // p, p, w // p, p).permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2)
        return F.linear(x, self.weight.flatten(1), self.bias)


class Vit(nn.Module):
    def __init__(self, width=128, depth=6, heads=4, patch=4):
        super().__init__()
        self.patch_embed = PatchEmbedding(patch, width)
        self.cls_token = nn.Parameter(torch.empty(1, 1, width))
        self.pos_embed = nn.Parameter(torch.empty(1, (32 // patch) ** 2 + 1, width))
        self.blocks = nn.ModuleList(Block(width, heads, False, "none") for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 10)

    def forward(self, x):
        h = self.patch_embed(x)
        h = torch.cat([self.cls_token.expand(h.shape[0], -1, -1), h], 1) + self.pos_embed
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h)[:, 0])


class Gpt(nn.Module):
    def __init__(self, vocabulary=65, context=128, width=128, depth=4, heads=4):
        super().__init__()
        self.wte = nn.Embedding(vocabulary, width)
        self.wpe = nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads, True, "tanh") for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def forward(self, tokens):
        h = self.wte(tokens) + self.wpe(torch.arange(tokens.shape[1]))
        for block in self.blocks:
            h = block(h)
        return F.linear(self.norm(h), self.wte.weight)


class CharacterModel(nn.Module):
    def __init__(self, vocabulary=65, width=128):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, width, 2, batch_first=True)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, characters):
        return self.head(self.lstm(self.embedding(characters))[0])


class EgnnBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.edge1 = nn.Linear(2 * width + 1, width)
        self.edge2 = nn.Linear(width, width)
        self.coord1 = nn.Linear(width, width)
        self.coord2 = nn.Linear(width, 1, bias=False)
        self.node1 = nn.Linear(2 * width, width)
        self.node2 = nn.Linear(width, width)

    def forward(self, h, x, to, source):
        width = h.shape[1]
        apart = x[to] - x[source]
        squared = apart.square().sum(1, keepdim=True)
        weight = self.edge1.weight
        receiver = F.linear(h, weight[:, :width], self.edge1.bias)
        sender = F.linear(h, weight[:, width : 2 * width])
        message = F.silu(receiver[to] + sender[source] + squared * weight[:, 2 * width :].t())
        message = F.silu(self.edge2(message))
        push = apart * self.coord2(F.silu(self.coord1(message)))
        degree = torch.zeros_like(x[:, :1]).index_add(0, to, torch.ones_like(squared)).clamp_min(1)
        moved = x + torch.zeros_like(x).index_add(0, to, push.to(x.dtype)) / degree
        gathered = torch.zeros_like(h).index_add(0, to, message.to(h.dtype))
        return h + self.node2(F.silu(self.node1(torch.cat([h, gathered], 1)))), moved


class Egnn(nn.Module):
    def __init__(self, kinds, width, layers):
        super().__init__()
        self.embedding = nn.Linear(kinds, width)
        self.blocks = nn.ModuleList(EgnnBlock(width) for _ in range(layers))

    def forward(self, kinds, places, edges):
        h, x = self.embedding(kinds), places
        for block in self.blocks:
            h, x = block(h, x, edges[1], edges[0])
        return h


class Regressor(nn.Module):
    def __init__(self, molecules=96, kinds=5, width=64, layers=4):
        super().__init__()
        self.body = Egnn(kinds, width, layers)
        self.readout1 = nn.Linear(width, width)
        self.readout2 = nn.Linear(width, 1)
        self.molecules = molecules

    def forward(self, kinds, places, edges):
        atoms = self.body(kinds, places, edges)
        molecules = atoms.view(self.molecules, -1, atoms.shape[1]).sum(1)
        return self.readout2(F.silu(self.readout1(molecules))).squeeze(1)


def sinusoidal(values, width):
    half = width // 2
    waves = torch.exp(torch.arange(half, dtype=torch.float32) * (-math.log(10_000) / half))
    angles = values[:, None] * waves
    return torch.cat([angles.sin(), angles.cos()], 1)
