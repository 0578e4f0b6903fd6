"""Loads full checkpoints with PyTorch's AdamW or a LARS, does one step more, and prints the parameters, as JSON.

Usage: check_optimizers.py JOBS.json, a list of {checkpoint, rule, gradients, rate}; gradients by the names of the
parameters, flat
"""
import json
import sys

import torch

from optimizers import LARS, exclude_bias_and_norm


def optimizer_of(rule, params):
    """With the groups of the reference; its settings come with the state."""
    if rule == "lars":
        filters = {"weight_decay_filter": exclude_bias_and_norm, "lars_adaptation_filter": exclude_bias_and_norm}
        return LARS(params, lr=0.0, weight_decay=0.0, momentum=0.0, eta=0.0, **filters)
    flat = [param for param in params if param.ndim == 1]
    others = [param for param in params if param.ndim != 1]
    return torch.optim.AdamW([{"params": group} for group in (flat, others, [])], lr=0.0)


def stepped(job):
    # LARS's checkpoint names a function of optimizers.py; and PyTorch 1.13 reads weights only where there is no float.
    whole = torch.load(job["checkpoint"], map_location="cpu", weights_only=False)
    gradients = job["gradients"]
    params = {}
    for name, value in whole["model"].items():
        own = name.removeprefix("module.")
        if own in gradients:
            params[own] = torch.nn.Parameter(value)
            params[own].grad = torch.tensor(gradients[own]).reshape(value.shape)
    optimizer = optimizer_of(job["rule"], list(params.values()))
    optimizer.load_state_dict(whole["optimizer"])
    for group in optimizer.param_groups:
        group["lr"] = job["rate"]
    optimizer.step()
    return {name: param.detach().flatten().tolist() for name, param in params.items()}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([stepped(job) for job in json.load(file)]))
