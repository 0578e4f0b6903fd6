"""Loads exported weights of backbones strictly, and prints what each makes of some images, as JSON.

Usage: check_weights.py IMAGES.npy JOBS.json, images [N, 3, H, W], jobs a list of {weights, backbone, names}
"""
import json
import sys

import numpy as np
import torch

from backbones import backbone, loaded
from timm_convnext import TimmConvNeXt


def module(config, names):
    """timm's ResNets are named as torchvision's."""
    return TimmConvNeXt(**config) if names == "timm" and config["family"] == "convnext" else backbone(config)


images = torch.from_numpy(np.load(sys.argv[1]))
with open(sys.argv[2], encoding="utf-8") as file:
    jobs = json.load(file)
found = []
with torch.no_grad():
    for job in jobs:
        maps = loaded(module(job["backbone"], job["names"]), job["weights"])(images)
        found.append({"shape": list(maps.shape), "values": maps.flatten().tolist()})
print(json.dumps(found))
