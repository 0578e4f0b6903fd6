"""Times a backbone's exported weights on some images, and prints the times and the representations, as JSON.

Usage: time_inference.py WEIGHTS.pth BACKBONE.json IMAGES.npy REPEATS THREADS, images [N, 3, H, W]
"""
import json
import sys
import time

import numpy as np
import torch

from backbones import backbone, loaded

weights, config, images, repeats, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
with open(config, encoding="utf-8") as file:
    model = loaded(backbone(json.load(file)), weights)
pixels = torch.from_numpy(np.load(images))
milliseconds = []
with torch.inference_mode():
    representation = model(pixels).mean(1)
    for _ in range(int(repeats)):
        begun = time.perf_counter()
        representation = model(pixels).mean(1)
        milliseconds.append(1000 * (time.perf_counter() - begun))
print(json.dumps({"milliseconds": milliseconds, "representation": representation.flatten().tolist()}))
