"""Goes on with a run of the VICRegL playground from its very step, on one process or many.

torchrun --nproc_per_node 8 train.py --data path/to/images --precision bf16
"""

import argparse
import contextlib
import json
import math
import os
import random
import signal
import time

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch.nn.parallel import DistributedDataParallel

from criterion import Criterion
from data import ImageFolder, Loader, Sample, Shards, ViewsFile
from measures import collapse, top_accuracies
from model import Vicregl
from optim import Schedule, load_state, make_optimizer, state_tensors
from processes import begin, gathered, share_batch_norms
from run_folder import Checkpoint, RunFolder
from views import locations, normalised, view_list

HERE = os.path.dirname(os.path.abspath(__file__))
AUTOCAST = {"bf16": torch.bfloat16, "fp16": torch.float16}


def parse(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", help="a folder with a folder of images for each class")
    source.add_argument("--shards", help="tar files of WebDataset, such as 'train-{000..146}.tar'; needs --images")
    source.add_argument("--views", help="views that the playground has drawn, in place of images")
    parser.add_argument("--images", type=int, help="how many images there are; by default those of the folder")
    parser.add_argument("--as-they-are", action="store_true", help="crop from whole images, as the reference does")
    parser.add_argument("--out", default="continued", help="folder of the run; one that is there goes on")
    parser.add_argument("--batch", type=int, help="images of a step, of all processes together")
    parser.add_argument("--steps", type=int, help="end after this many more steps")
    parser.add_argument("--precision", choices=["float32", "bf16", "fp16"], default="float32")
    parser.add_argument("--workers", type=int, default=8, help="processes that load images, for each process")
    parser.add_argument("--checkpoint-every", type=int, default=1000, help="in steps")
    parser.add_argument("--backend", choices=["nccl", "gloo"], help="by default nccl where there is a GPU")
    return parser.parse_args(arguments)


def main(options):
    device = begin(options.backend)
    rank, world = dist.get_rank(), dist.get_world_size()
    folder = RunFolder(options.out, HERE)
    start = Checkpoint(folder.path if folder.has_checkpoint() else HERE)
    # No process writes before all have read.
    dist.barrier()
    config = start.config
    old_batch, step = config["run"]["batch"], start.step
    batch = config["run"]["batch"] = options.batch or old_batch
    if batch % world:
        raise SystemExit(f"A batch of {batch} cannot be shared by {world} processes evenly. Give another --batch.")
    if batch != old_batch and config["run"]["unit"] == "epochs":
        # The same part of the run is done.
        step = round(step * old_batch / batch)
    seed = config["run"]["seed"] + 1_000_003 * step + rank
    random.seed(seed)
    torch.manual_seed(seed)

    source, images, has_labels = open_source(options, config, start, batch // world)
    classes = start.weights["classifier.bias"].numel() if "classifier.bias" in start.weights else 0
    if classes and has_labels not in (None, classes):
        raise SystemExit(f"The run has {classes} classes and the images have {has_labels}. Export a run without classifier.")
    with_classifier = bool(classes and has_labels is not None)
    model = Vicregl(config["model"], start.initial_alpha, classes)
    model.load_state_dict(start.weights, strict=True)
    model = share_batch_norms(model, device).to(device).train()
    kind = config["optim"]["optimizer"]
    optimizer = make_optimizer(model, config["optim"])
    load_state(optimizer, model, kind, start.optimizer)
    network = DistributedDataParallel(
        model,
        device_ids=[device.index] if device.type == "cuda" else None,
        find_unused_parameters=bool(classes) and not with_classifier,
    )
    criterion = Criterion(config["loss"])
    scaler = torch.cuda.amp.GradScaler(enabled=options.precision == "fp16" and device.type == "cuda")
    schedule = Schedule(config, batch, images)
    end = schedule.total if options.steps is None else min(schedule.total, step + options.steps)
    seconds, begun = start.seconds, time.monotonic()
    if rank == 0:
        folder.begin(step)
    ending = Ending(device)

    def save():
        if rank == 0:
            state = state_tensors(optimizer, model, kind)
            spent = seconds + time.monotonic() - begun
            folder.save(start, model.state_dict(), state, step, spent)
        dist.barrier()

    batches = source.from_step(step, max(1, math.ceil(images / batch)))
    while step < end and not ending.is_asked():
        found = next(batches, None)
        if found is None:
            break
        before = time.monotonic()
        views, crops, flips, labels = found
        rate = schedule.rate(step)
        for group in optimizer.param_groups:
            group["lr"] = rate
        with autocast(options.precision, device):
            images_of = [normalised(view.to(device, non_blocking=True), config["views"]) for view in views]
            outputs = network(images_of, with_classifier)
        loss, total, terms, embeddings = step_loss(criterion, outputs, crops, flips, labels, config, device)
        optimizer.zero_grad(set_to_none=True)
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
        step += 1
        value = total.item()
        if not math.isfinite(value):
            raise SystemExit(f"The loss of step {step} is {value}. The last checkpoint is in {options.out}.")
        if step % config["run"]["reportEvery"] == 0 or step == end:
            # All processes take part in what is measured of the whole batch.
            measures = {**terms, **measured(outputs, embeddings, labels, device)}
            row = {
                "step": step,
                "seconds": seconds + time.monotonic() - begun,
                "alpha": config["loss"]["alpha"],
                "loss": value,
                **{name: measure.item() for name, measure in measures.items()},
                "learning_rate": rate,
                "images_per_second": batch / (time.monotonic() - before),
            }
            if rank == 0:
                folder.log(row)
                print(f"step {step} of {schedule.total}: loss {value:.4f}", flush=True)
        if step % options.checkpoint_every == 0:
            save()
    save()
    if rank == 0:
        print(f"Kept in {options.out}, step {step}.", flush=True)


def open_source(options, config, start, batch):
    """-> batches, how many images there are, and the number of classes (None: no labels)."""
    if options.views:
        source = ViewsFile(options.views, len(view_list(config["views"])))
        labels = start.weights.get("classifier.bias")
        has_labels = any(name.endswith("/labels") for name in source.file.entries)
        return source, options.images or origin_images(), labels.numel() if has_labels and labels is not None else None
    sample = Sample(config, options.as_they_are)
    if options.shards:
        if not options.images:
            raise SystemExit("--shards needs --images: how many images the shards hold together.")
        data = Shards(options.shards, sample, config["run"]["seed"])
        return Loader(data, batch, options.workers, config["run"]["seed"]), options.images, None
    data = ImageFolder(options.data, sample)
    loader = Loader(data, batch, options.workers, config["run"]["seed"])
    return loader, options.images or len(data), len(data.classes) or None


def origin_images():
    """How many images the run was trained on before."""
    with open(os.path.join(HERE, "project.json")) as file:
        return json.load(file)["images"]


def step_loss(criterion, outputs, crops, flips, labels, config, device):
    """The loss of the whole batch, from the part that this process has -> what is minimised, the total, its terms, and the
    embeddings of the whole batch."""
    places = [
        locations(box.to(device), flip.to(device), grid, config["views"]["noFlipGrid"])
        for box, flip, grid in zip(crops, flips, outputs["grids"])
    ]
    embeddings, maps = (
        None if outputs[name] is None else [gathered(value) for value in outputs[name]] for name in ("embeddings", "maps")
    )
    total, terms = criterion(embeddings, maps, [gathered(place) for place in places])
    loss = total if outputs["logits"] is None else total + F.cross_entropy(outputs["logits"], labels.to(device))
    return loss, total.detach(), terms, embeddings


@torch.no_grad()
def measured(outputs, embeddings, labels, device):
    """What is logged beside the terms, by the names of the playground's columns."""
    measures = dict(zip(("representation_std", "representation_correlation"), collapse(gathered(outputs["representation"]))))
    if embeddings is not None:
        measures.update(zip(("embedding_std", "embedding_correlation"), collapse(embeddings[0])))
    if outputs["logits"] is not None:
        labels = labels.to(device)
        entropy = F.cross_entropy(outputs["logits"], labels)
        shares = torch.stack([entropy, *top_accuracies(outputs["logits"], labels)])
        dist.all_reduce(shares)
        measures.update(zip(("classifier_loss", "top1", "top5"), shares / dist.get_world_size()))
    return measures


def autocast(precision, device):
    if precision == "float32":
        return contextlib.nullcontext()
    if precision == "fp16" and device.type != "cuda":
        raise SystemExit("fp16 needs a GPU. Use --precision bf16 or float32.")
    return torch.autocast(device.type, AUTOCAST[precision])


class Ending:
    """Schedulers send SIGTERM or SIGUSR1 before they end a job; all processes stop after the same step."""

    def __init__(self, device):
        self.flag = torch.zeros(1, device=device)
        for name in (signal.SIGTERM, signal.SIGUSR1):
            # Ray runs the training in a thread, which may not ask for signals.
            with contextlib.suppress(ValueError):
                signal.signal(name, self.ask)

    def ask(self, *_):
        self.flag.fill_(1)

    def is_asked(self):
        asked = self.flag.clone()
        dist.all_reduce(asked, dist.ReduceOp.MAX)
        return asked.item() > 0


if __name__ == "__main__":
    main(parse())
