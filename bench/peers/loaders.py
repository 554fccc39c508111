"""How fast PyTorch makes training batches of CIFAR-10: shuffled, cropped with a padding of 4, flipped, standardised, batches of 128.

loaders.py FILE KIND SECONDS [WORKERS]

FILE holds the training pictures as 50,000 x 3 x 32 x 32 bytes, as Assay keeps them (data/parsed/cifar10-.../train-inputs in its cache).
KIND is dataloader (torchvision's transforms on single pictures), epoch (all pictures cropped and flipped at once before a pass, by one
masked copy for each shift) or batch (each batch gathered, cropped by an index of its pixels, and flipped).
dataloader needs torchvision beside what install.sh installs. Prints pictures a second, and a second of processor time of this process and its workers, three times.
"""

import os
import resource
import sys
import time

import numpy as np
import torch

BATCH = 128
PADDING = 4
MEAN = (0.4914, 0.4822, 0.4465)
DEVIATION = (0.2470, 0.2435, 0.2616)


def dataloader(pictures, workers):
    """The customary pipeline: one PIL picture after another, as torchvision's own CIFAR-10 gives them."""
    from PIL import Image
    from torchvision import transforms

    change = transforms.Compose(
        [
            transforms.RandomCrop(32, padding=PADDING),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize(MEAN, DEVIATION),
        ]
    )

    class Pictures(torch.utils.data.Dataset):
        def __init__(self):
            self.data = pictures.transpose(0, 2, 3, 1).copy()

        def __len__(self):
            return len(self.data)

        def __getitem__(self, index):
            return change(Image.fromarray(self.data[index])), 0

    loader = torch.utils.data.DataLoader(Pictures(), BATCH, shuffle=True, num_workers=workers)
    while True:
        for inputs, _ in loader:
            yield len(inputs)


def epoch(pictures, _):
    """As speed-run recipes have it: the whole set padded once, then one masked copy a shift and a masked flip a pass."""
    mean = torch.tensor(MEAN).view(3, 1, 1) * 255
    deviation = torch.tensor(DEVIATION).view(3, 1, 1) * 255
    data = (torch.from_numpy(pictures).float() - mean) / deviation
    padded = torch.nn.functional.pad(data, (PADDING,) * 4)
    n = len(data)
    while True:
        shifts = torch.randint(0, 2 * PADDING + 1, (n, 2))
        cropped = torch.empty_like(data)
        for down in range(2 * PADDING + 1):
            for right in range(2 * PADDING + 1):
                mask = (shifts[:, 0] == down) & (shifts[:, 1] == right)
                cropped[mask] = padded[mask, :, down : down + 32, right : right + 32]
        mirrored = torch.rand(n) < 0.5
        cropped[mirrored] = cropped[mirrored].flip(3)
        for rows in torch.randperm(n).split(BATCH):
            yield len(cropped[rows])


def batch(pictures, _):
    """The fastest way found by hand: bytes until the end, and an index that copies whole rows of pixels."""
    mean = torch.tensor(MEAN).view(3, 1, 1) * 255
    scale = 1 / (torch.tensor(DEVIATION).view(3, 1, 1) * 255)
    data = torch.from_numpy(pictures)
    wide = 32 + 2 * PADDING
    while True:
        for rows in torch.randperm(len(data)).split(BATCH):
            n = len(rows)
            padded = torch.nn.functional.pad(data.index_select(0, rows), (PADDING,) * 4)
            down = torch.randint(0, 2 * PADDING + 1, (n, 1, 1)) + torch.arange(32)
            right = torch.randint(0, 2 * PADDING + 1, (n, 1, 1))
            starts = torch.arange(3 * n).mul_(wide * wide).view(n, 3, 1) + down * wide + right
            cropped = padded.flatten().unfold(0, 32, 1).index_select(0, starts.flatten()).view(n, 3, 32, 32)
            which = torch.randint(0, 2, (n,)) * n + torch.arange(n)
            mirrored = torch.cat([cropped, cropped.flip(3)]).index_select(0, which)
            inputs = mirrored.float().sub_(mean).mul_(scale)
            yield len(inputs)


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main():
    file, kind, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    workers = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    if "THREADS" in os.environ:
        torch.set_num_threads(int(os.environ["THREADS"]))
    pictures = np.fromfile(file, np.uint8).reshape(50_000, 3, 32, 32)
    batches = {"dataloader": dataloader, "epoch": epoch, "batch": batch}[kind](pictures, workers)
    for _ in range(40):
        next(batches)
    for _ in range(3):
        cpu, start, count = processor_seconds(), time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            count += next(batches)
        elapsed, used = time.perf_counter() - start, processor_seconds() - cpu
        print(f"{kind} {count / elapsed:.0f} pictures a second, {count / used:.0f} a second of processor time", flush=True)


if __name__ == "__main__":
    main()
