"""Optimisers and schedule of the run, and their state under the names of its checkpoints."""

import math

import torch

SLOTS = {"adamw": ("exp_avg", "exp_avg_sq"), "lars": ("mu",)}
REFERENCE_BATCH = 256


class Lars(torch.optim.Optimizer):
    """Decay and trust ratio for all but 1-D parameters, which follow plain momentum."""

    def __init__(self, params, momentum, eta):
        super().__init__(params, {"lr": 0.0, "momentum": momentum, "eta": eta, "weight_decay": 1e-6})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for param in group["params"]:
                if param.grad is None:
                    continue
                direction = param.grad
                if param.ndim != 1:
                    direction = direction + group["weight_decay"] * param
                    norm, size = param.norm(), direction.norm()
                    ratio = torch.where((norm > 0) & (size > 0), group["eta"] * norm / size, torch.ones_like(norm))
                    direction = direction * ratio
                mu = self.state[param].setdefault("mu", torch.zeros_like(param))
                mu.mul_(group["momentum"]).add_(direction)
                param.sub_(group["lr"] * mu)


def make_optimizer(model, config):
    params = list(model.parameters())
    if config["optimizer"] == "lars":
        return Lars(params, config["momentum"], config["eta"])
    groups = [
        {"params": [param for param in params if param.ndim == 1], "weight_decay": 0.0},
        {"params": [param for param in params if param.ndim != 1], "weight_decay": config["weightDecay"]},
    ]
    groups = [group for group in groups if group["params"]]
    return torch.optim.AdamW(groups, lr=0.0, betas=(config["beta1"], config["beta2"]))


def load_state(optimizer, model, kind, tensors):
    """Takes over the slots `SLOT/NAME` of a checkpoint."""
    for name, param in model.named_parameters():
        state = {slot: tensors[f"{slot}/{name}"].to(param.device) for slot in SLOTS[kind]}
        if kind == "adamw":
            state["step"] = tensors[f"step/{name}"].clone()
        optimizer.state[param] = state


def state_tensors(optimizer, model, kind):
    slots = SLOTS[kind] + (("step",) if kind == "adamw" else ())
    return {
        f"{slot}/{name}": torch.as_tensor(optimizer.state[param][slot], dtype=torch.float32)
        for slot in slots
        for name, param in model.named_parameters()
    }


class Schedule:
    """Linear warm-up from 0, then half a cosine; the peak is the base rate times batch / 256."""

    def __init__(self, config, batch, images):
        self.optim = config["optim"]
        in_epochs = config["run"]["unit"] == "epochs"

        def steps(value):
            return int(value * images // batch) if in_epochs else math.floor(value + 0.5)

        self.total = max(1, steps(config["run"]["length"]))
        self.warmup = steps(self.optim["warmup"])
        self.peak = self.optim["baseLr"] * batch / REFERENCE_BATCH

    def rate(self, step):
        if step < self.warmup:
            return self.peak * step / self.warmup
        progress = min(1, (step - self.warmup) / (self.total - self.warmup))
        share = (1 + math.cos(math.pi * progress)) / 2
        return self.peak * (share + self.optim["endLrRatio"] * (1 - share))
