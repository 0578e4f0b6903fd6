"""Writes what plain PyTorch modules of ResNet-50 and ConvNeXt-S make of random images: golden files for `npm run parity`.

Usage: inference_files.py FOLDER [--full]. Without --full the networks have the same depths and few channels, and the images
are small. Weights are random, from a seed. Outputs are computed in float64; how far float32 is from them, the file says.
"""
import argparse
import copy
import os

import torch
from torch import nn
from torch.nn import functional as F

from backbones import ResNetBlock, backbone
from golden_file import write_golden

SEED = 5
BATCH = 2
SPOTS = 6
NETWORKS = {
    "resnet50": {"family": "resnet", "block": "bottleneck", "layers": [3, 4, 6, 3], "base": 64, "stem": "imagenet"},
    "convnext_small": {
        "family": "convnext",
        "depths": [3, 3, 27, 3],
        "widths": [96, 192, 384, 768],
        "patch": 4,
        "layerScale": 0,
    },
}
NARROW = {"resnet50": {"base": 4}, "convnext_small": {"widths": [4, 8, 12, 16]}}
SIZES = {True: (224, 224), False: (64, 96)}


def drawn_images(size):
    """Large spots under noise: images of noise alone look the same to a deep network."""
    spots = torch.randn(BATCH, 3, SPOTS, SPOTS)
    return F.interpolate(spots, size, mode="bicubic", align_corners=False) + 0.2 * torch.randn(BATCH, 3, *size)


def as_after_training(model, images):
    """Norms that are not those of the start, and running statistics that fit the network's activations."""
    # Parts before their block, which has the last word on its last norm.
    for module in reversed(list(model.modules())):
        if isinstance(module, (nn.LayerNorm, nn.BatchNorm2d)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
        if isinstance(module, ResNetBlock):
            # Trainings begin with zeros here; with ones, random layers would double each other's rounding errors.
            nn.init.uniform_(getattr(module, f"bn{module.count}").weight, 0, 0.4)
    with torch.no_grad():
        model.train()(images)
    return model.eval()


def outputs(model, images):
    with torch.no_grad():
        maps = model(images)
    return {"maps": maps, "representation": maps.mean(1)}


def settings(config):
    """By the reference's names."""
    if config["family"] == "convnext":
        own = {"depths": config["depths"], "dims": config["widths"], "layer_scale_init_value": config["layerScale"]}
    else:
        own = {"block": "Bottleneck", "layers": config["layers"], "base": config["base"]}
    return {"family": config["family"], **own}


def write_network(path, config, size):
    torch.manual_seed(SEED)
    images = drawn_images(size)
    model = as_after_training(backbone(config), images)
    expected = outputs(copy.deepcopy(model).double(), images.double())
    errors = [
        float((value - expected[name]).abs().max() / expected[name].abs().max())
        for name, value in outputs(model, images).items()
    ]
    tensors = {"x": images, **{f"weight/{name}": value for name, value in model.state_dict().items()}, **expected}
    write_golden(
        path,
        "inference",
        {**settings(config), "seed": SEED, "float32_vs_float64_rel_error": max(errors)},
        {name: tensor.numpy() for name, tensor in tensors.items()},
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--full", action="store_true", help="the networks themselves, at 224 x 224")
    args = parser.parse_args()
    os.makedirs(args.folder, exist_ok=True)
    for name, config in NETWORKS.items():
        path = os.path.join(args.folder, f"inference_{name}.safetensors")
        write_network(path, config if args.full else {**config, **NARROW[name]}, SIZES[args.full])


main()
