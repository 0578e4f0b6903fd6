"""The views of an image: crop, flip, colours, blur, solarisation, by the numbers of the configuration."""

import math
import random

import numpy as np
import torch
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

BICUBIC = Image.Resampling.BICUBIC


def view_list(config):
    """Size, bounds and side of each view, group by group."""
    return [
        (crops, config["left" if number % 2 == 0 else "right"])
        for crops in config["crops"]
        for number in range(crops["count"])
    ]


def fitted(image, fit, side):
    """A square of this side, as the playground stores images."""
    if fit == "squash":
        return image.resize((side, side), BICUBIC)
    return (ImageOps.fit if fit == "crop" else ImageOps.pad)(image, (side, side), BICUBIC)


def random_crop(width, height, crops):
    """(top, left, height, width) in the distribution of torchvision's RandomResizedCrop."""
    narrowest, widest = crops["ratioMin"], crops["ratioMax"]
    for _ in range(10):
        area = width * height * random.uniform(crops["scaleMin"], crops["scaleMax"])
        ratio = math.exp(random.uniform(math.log(narrowest), math.log(widest)))
        w, h = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
        if 0 < w <= width and 0 < h <= height:
            return random.randint(0, height - h), random.randint(0, width - w), h, w
    h = min(height, max(1, round(width / narrowest)))
    w = min(width, max(1, round(height * widest)))
    return (height - h) // 2, (width - w) // 2, h, w


def turned(image, turns):
    """Hue shifted by a part of the colour circle."""
    hue, saturation, value = image.convert("HSV").split()
    shift = int(turns * 255) & 255
    hue = Image.fromarray(((np.asarray(hue).astype(int) + shift) & 255).astype(np.uint8))
    return Image.merge("HSV", (hue, saturation, value)).convert("RGB")


def jittered(image, side):
    enhancers = {
        "brightness": ImageEnhance.Brightness,
        "contrast": ImageEnhance.Contrast,
        "saturation": ImageEnhance.Color,
    }
    changes = [name for name in (*enhancers, "hue") if side[name] > 0]
    random.shuffle(changes)
    for name in changes:
        strength = side[name]
        if name == "hue":
            image = turned(image, random.uniform(-strength, strength))
        else:
            factor = random.uniform(max(0, 1 - strength), 1 + strength)
            image = enhancers[name](image).enhance(factor)
    return image


def draw_view(image, crops, side, flip_chance):
    """-> bytes [S, S, 3], the crop as (top, left, height, width), whether it is flipped."""
    box = random_crop(*image.size, crops)
    top, left, height, width = box
    view = image.crop((left, top, left + width, top + height)).resize((crops["size"],) * 2, BICUBIC)
    is_flipped = random.random() < flip_chance
    if is_flipped:
        view = ImageOps.mirror(view)
    if random.random() < side["jitter"]:
        view = jittered(view, side)
    if random.random() < side["grayscale"]:
        view = view.convert("L").convert("RGB")
    if random.random() < side["blur"]:
        view = view.filter(ImageFilter.GaussianBlur(random.uniform(side["blurMin"], side["blurMax"])))
    if random.random() < side["solarize"]:
        view = ImageOps.solarize(view, 128)
    return torch.from_numpy(np.array(view)), torch.tensor(box, dtype=torch.int32), is_flipped


def draw_views(image, config):
    """All views of an image: bytes, crops and flips, a list each."""
    drawn = [draw_view(image, crops, side, config["flip"]) for crops, side in view_list(config)]
    images, boxes, flips = zip(*drawn)
    return list(images), list(boxes), [torch.tensor(flip) for flip in flips]


def normalised(images, config):
    """Bytes [B, S, S, 3] -> what the network sees, [B, 3, S, S]."""
    mean, std = (
        torch.tensor([config[name][channel] for channel in ("red", "green", "blue")], device=images.device)
        for name in ("mean", "std")
    )
    return ((images.float() / 255 - mean) / std).permute(0, 3, 1, 2).contiguous()


def locations(boxes, flips, grid, no_flip_grid):
    """Centre of each cell as (y, x) in pixels of the source image, [B, N, 2], for crops [B, 4] and flips [B]."""
    rows, columns = grid
    top, left, height, width = boxes.float().unbind(1)
    ys = centres(top, height, rows)
    xs = centres(left, width, columns)
    if not no_flip_grid:
        xs = torch.where(flips[:, None], xs.flip(1), xs)
    batch = len(boxes)
    ys = ys[:, :, None].expand(batch, rows, columns)
    xs = xs[:, None, :].expand(batch, rows, columns)
    return torch.stack([ys, xs], -1).flatten(1, 2)


def centres(start, length, count):
    """Added up cell by cell in 32 bits, as the playground does, so that near-ties fall the same way."""
    step = length / count
    found = [(start.double() + length.double() / count / 2).float()]
    for _ in range(count - 1):
        found.append(found[-1] + step)
    return torch.stack(found, 1)
