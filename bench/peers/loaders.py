"""PyTorch as a maker of training batches of CIFAR-10: loaders.py dataloader | epoch | batch. A step is a batch.

Pictures are shuffled, cropped with a padding of 4, flipped and standardised, 128 in a batch.
dataloader: torchvision's transforms on one picture after another, in so many worker processes
epoch: all pictures cropped and flipped at once before a pass, by one masked copy for each shift, as speed-run recipes have it
batch: each batch gathered, cropped by an index of its pixels, and flipped; the fastest way found by hand
"""

import os
import sys

import torch

import contest

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

    loader = torch.utils.data.DataLoader(
        Pictures(), BATCH, shuffle=True, drop_last=True, num_workers=workers, persistent_workers=workers > 0
    )
    while True:
        yield from loader


def epoch(pictures):
    """The whole set padded once, then one masked copy a shift and a masked flip a pass."""
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
        for rows in torch.randperm(n)[: n - n % BATCH].split(BATCH):
            yield cropped[rows]


def batch(pictures):
    """Bytes until the end, and an index that copies whole rows of pixels."""
    mean = torch.tensor(MEAN).view(3, 1, 1) * 255
    scale = 1 / (torch.tensor(DEVIATION).view(3, 1, 1) * 255)
    data = torch.from_numpy(pictures)
    n = len(data)
    wide = 32 + 2 * PADDING
    while True:
        for rows in torch.randperm(n)[: n - n % BATCH].split(BATCH):
            padded = torch.nn.functional.pad(data.index_select(0, rows), (PADDING,) * 4)
            down = torch.randint(0, 2 * PADDING + 1, (BATCH, 1, 1)) + torch.arange(32)
            right = torch.randint(0, 2 * PADDING + 1, (BATCH, 1, 1))
            starts = torch.arange(3 * BATCH).mul_(wide * wide).view(BATCH, 3, 1) + down * wide + right
            cropped = padded.flatten().unfold(0, 32, 1).index_select(0, starts.flatten()).view(BATCH, 3, 32, 32)
            which = torch.randint(0, 2, (BATCH,)) * BATCH + torch.arange(BATCH)
            mirrored = torch.cat([cropped, cropped.flip(3)]).index_select(0, which)
            yield mirrored.float().sub_(mean).mul_(scale)


def prepare(workload, precision, arrays, weights, threads):
    pictures = arrays["pictures"]
    if sys.argv[1] == "dataloader":
        # Workers help where there are cores for them; each number of them needs a loader of its own.
        made = {workers: dataloader(pictures, workers) for workers in range(os.cpu_count() + 1)}
        rates = {workers: speed(lambda batches=batches: next(batches)) for workers, batches in made.items()}
        best = max(rates, key=rates.get)
        batches = made.pop(best)
        for other in made.values():
            other.close()
        return 0, [], best, lambda: next(batches)
    batches = {"epoch": epoch, "batch": batch}[sys.argv[1]](pictures)
    rates = {}
    for count in range(1, os.cpu_count() + 1):
        torch.set_num_threads(count)
        rates[count] = speed(lambda: next(batches))
    best = max(rates, key=rates.get)
    torch.set_num_threads(best)
    return 0, [], best, lambda: next(batches)


def speed(step):
    # Longer than a choice between training steps takes, for some of the work is done once a pass.
    contest.steps(step, contest.WARM_UP_SECONDS)
    count, seconds = contest.steps(step, contest.WARM_UP_SECONDS)
    return count / seconds


if __name__ == "__main__":
    contest.serve(f"PyTorch {torch.__version__} {sys.argv[1]}", prepare)
