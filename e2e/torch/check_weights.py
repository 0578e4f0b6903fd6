"""Loads a backbone's exported weights strictly, and prints what it makes of some images, as JSON.

Usage: check_weights.py WEIGHTS.pth BACKBONE.json IMAGES.npy, images [N, 3, H, W]
"""
import json
import sys

import numpy as np
import torch

from backbones import backbone

weights, config, images = sys.argv[1:]
with open(config, encoding="utf-8") as file:
    model = backbone(json.load(file))
model.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True), strict=True)
with torch.no_grad():
    maps = model.eval()(torch.from_numpy(np.load(images)))
print(json.dumps({"shape": list(maps.shape), "values": maps.flatten().tolist()}))
