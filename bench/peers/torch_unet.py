"""The diffusion workload's U-Net in PyTorch, with parameters named as the files name them."""

import torch
from torch import nn
from torch.nn import functional as F
from torch_models import Attention, sinusoidal


def norm(channels):
    groups = min(32, max(1, channels // 4))
    while channels % groups:
        groups -= 1
    return nn.GroupNorm(groups, channels)


class Places(nn.Module):
    def __init__(self, channels, heads):
        super().__init__()
        self.norm = norm(channels)
        self.attention = Attention(channels, heads, False)

    def forward(self, x):
        places = self.norm(x).flatten(2).transpose(1, 2)
        return x + self.attention(places).transpose(1, 2).unflatten(2, x.shape[2:])


class TimeBlock(nn.Module):
    def __init__(self, a, b, time, attends, heads):
        super().__init__()
        self.norm1 = norm(a)
        self.conv1 = nn.Conv2d(a, b, 3, padding=1)
        self.time = nn.Linear(time, b)
        self.norm2 = norm(b)
        self.conv2 = nn.Conv2d(b, b, 3, padding=1)
        self.shortcut = nn.Conv2d(a, b, 1) if a != b else None
        self.attention = Places(b, heads) if attends else None

    def forward(self, x, time):
        h = self.conv1(F.silu(self.norm1(x)))
        h = h + self.time(time)[:, :, None, None]
        h = self.conv2(F.silu(self.norm2(h)))
        h = h + (x if self.shortcut is None else self.shortcut(x))
        return h if self.attention is None else self.attention(h)


class UNet(nn.Module):
    def __init__(self, channels=3, width=32, multipliers=(1, 2, 2), blocks=2, attention=(1,), heads=4):
        super().__init__()
        time = 4 * width
        self.width, self.blocks, self.levels = width, blocks, len(multipliers)
        self.time1, self.time2 = nn.Linear(width, time), nn.Linear(time, time)
        self.stem = nn.Conv2d(channels, width, 3, padding=1)
        down, halve, up, grow = [], [], [], []
        kept, a = [width], width
        for level, factor in enumerate(multipliers):
            for _ in range(blocks):
                down.append(TimeBlock(a, width * factor, time, level in attention, heads))
                a = width * factor
                kept.append(a)
            if level < self.levels - 1:
                halve.append(nn.Conv2d(a, a, 3, 2, 1))
                kept.append(a)
        self.middle = nn.ModuleList([TimeBlock(a, a, time, True, heads), TimeBlock(a, a, time, False, heads)])
        for level in reversed(range(self.levels)):
            for _ in range(blocks + 1):
                up.append(TimeBlock(a + kept.pop(), width * multipliers[level], time, level in attention, heads))
                a = width * multipliers[level]
            if level > 0:
                grow.append(nn.Conv2d(a, a, 3, padding=1))
        self.down, self.halve = nn.ModuleList(down), nn.ModuleList(halve)
        self.up, self.grow = nn.ModuleList(up), nn.ModuleList(grow)
        self.norm = norm(a)
        self.head = nn.Conv2d(a, channels, 3, padding=1)

    def forward(self, x, times):
        time = F.silu(self.time2(F.silu(self.time1(sinusoidal(times, self.width)))))
        h = self.stem(x)
        kept = [h]
        for level in range(self.levels):
            for block in self.down[level * self.blocks : (level + 1) * self.blocks]:
                h = block(h, time)
                kept.append(h)
            if level < self.levels - 1:
                h = self.halve[level](h)
                kept.append(h)
        for block in self.middle:
            h = block(h, time)
        for level in range(self.levels):
            for block in self.up[level * (self.blocks + 1) : (level + 1) * (self.blocks + 1)]:
                h = block(torch.cat([h, kept.pop()], 1), time)
            if level < self.levels - 1:
                h = self.grow[level](F.interpolate(h, scale_factor=2.0, mode="nearest"))
        return self.head(F.silu(self.norm(h)))
