"""Where views come from: folders of images, tar shards as WebDataset writes them, or a file of the playground's own views."""

import io
import os
import random
import re
import tarfile

import torch
import torch.distributed as dist
from PIL import Image
from torch.utils.data import DataLoader, Dataset, DistributedSampler, IterableDataset, get_worker_info

from tensors import TensorFile
from views import draw_views, fitted

IMAGES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".ppm", ".pgm")
SHUFFLED_AT_ONCE = 1000


class Sample:
    """Opens an image and draws its views."""

    def __init__(self, config, as_they_are):
        self.views = config["views"]
        self.fit = None if as_they_are else (config["data"]["fit"], config["data"]["size"])

    def __call__(self, file, label):
        image = Image.open(file).convert("RGB")
        if self.fit:
            image = fitted(image, *self.fit)
        return (*draw_views(image, self.views), label)


class ImageFolder(Dataset):
    """Images in a folder for each class, as torchvision's ImageFolder takes them."""

    def __init__(self, root, sample):
        self.sample = sample
        self.classes = sorted(entry.name for entry in os.scandir(root) if entry.is_dir())
        self.files = []
        for label, name in enumerate(self.classes or [""]):
            for folder, _, names in sorted(os.walk(os.path.join(root, name))):
                own = (os.path.join(folder, file) for file in sorted(names) if file.lower().endswith(IMAGES))
                self.files += [(file, label) for file in own]
        if not self.files:
            raise SystemExit(f"There are no images in {root}. Give --data a folder with a folder of images for each class.")

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return self.sample(*self.files[index])


class Shards(IterableDataset):
    """Tar files of WebDataset: NAME.jpg beside NAME.cls, which holds the number of the class."""

    def __init__(self, pattern, sample, seed):
        self.files, self.sample, self.seed, self.epoch = expanded(pattern), sample, seed, 0

    def __iter__(self):
        worker = get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        number, count = dist_rank() * count + number, dist_size() * count
        order = random.Random(f"{self.seed} {self.epoch}")
        files = self.files[:]
        order.shuffle(files)
        if len(files) < count:
            raise SystemExit(f"{len(files)} shards are too few for {count} readers. Lower --workers, or make more shards.")
        own = random.Random(f"{self.seed} {self.epoch} {number}")
        waiting = []
        for entry in self.entries(files[number::count]):
            waiting.append(entry)
            if len(waiting) > SHUFFLED_AT_ONCE:
                place = own.randrange(len(waiting))
                waiting[place], waiting[-1] = waiting[-1], waiting[place]
                yield self.opened(waiting.pop())
        own.shuffle(waiting)
        yield from map(self.opened, waiting)

    def opened(self, parts):
        label = int(parts.get(".cls", b"0"))
        return self.sample(io.BytesIO(next(parts[end] for end in IMAGES if end in parts)), label)

    @staticmethod
    def entries(files):
        for path in files:
            name, parts = None, {}
            with tarfile.open(path, "r|*") as shard:
                for member in shard:
                    if not member.isfile():
                        continue
                    stem, end = os.path.splitext(member.name)
                    if stem != name:
                        if any(end in parts for end in IMAGES):
                            yield parts
                        name, parts = stem, {}
                    parts[end.lower()] = shard.extractfile(member).read()
            if any(end in parts for end in IMAGES):
                yield parts


def expanded(pattern):
    """train-{000..146}.tar -> its 147 files."""
    braces = re.search(r"\{(\d+)\.\.(\d+)\}", pattern)
    if not braces:
        return [pattern]
    first, last = braces.groups()
    numbers = (str(number).zfill(len(first)) for number in range(int(first), int(last) + 1))
    return [pattern[: braces.start()] + number + pattern[braces.end() :] for number in numbers]


def dist_rank():
    return int(os.environ.get("RANK", 0))


def dist_size():
    return int(os.environ.get("WORLD_SIZE", 1))


class Loader:
    """Endless batches for this process: views and crops in a list each, flips, labels."""

    def __init__(self, data, batch, workers, seed):
        self.sampler = None if isinstance(data, IterableDataset) else DistributedSampler(data, seed=seed, drop_last=True)
        self.loader = DataLoader(
            data,
            batch_size=batch,
            sampler=self.sampler,
            num_workers=workers,
            pin_memory=torch.cuda.is_available(),
            drop_last=True,
            worker_init_fn=seeded,
        )
        self.data = data

    def from_step(self, step, steps_per_epoch):
        """An epoch that was cut begins anew with the order of that epoch."""
        epoch = step // steps_per_epoch
        while True:
            if self.sampler is not None:
                self.sampler.set_epoch(epoch)
            self.data.epoch = epoch
            found = False
            for batch in self.loader:
                found = True
                yield batch
            if not found:
                raise SystemExit("There are fewer images than a batch. Lower --batch, or bring more images.")
            epoch += 1


def seeded(_worker):
    random.seed(torch.initial_seed())


class ViewsFile:
    """Views that the playground has drawn, for steps that can be compared with its own."""

    def __init__(self, path, views):
        self.file, self.views = TensorFile(path), views

    def from_step(self, step, _steps_per_epoch):
        while f"{step}/crops/0" in self.file.entries:
            views = range(self.views)
            part = [self.share(f"{step}/{kind}/{view}") for kind in ("images", "crops", "flips") for view in views]
            count = self.views
            labels = f"{step}/labels"
            yield (
                part[:count],
                part[count : 2 * count],
                [flips.bool() for flips in part[2 * count :]],
                self.share(labels).long() if labels in self.file.entries else None,
            )
            step += 1

    def share(self, name):
        """The rows of this process."""
        return self.file.read(name).chunk(dist.get_world_size())[dist.get_rank()]
