"""The networks, under the names and in the layouts of the reference: backbone, expanders, online classifier."""

import torch
import torch.nn.functional as F
from torch import nn


class LayerNorm(nn.LayerNorm):
    """Over the last axis, in 32 bits whatever the precision: not every PyTorch does so by itself."""

    def forward(self, x):
        return super().forward(x.float())


class ChannelsFirstNorm(LayerNorm):
    """Layer norm over the channels of [B, C, H, W]."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class ConvNextBlock(nn.Module):
    def __init__(self, width, layer_scale, drop):
        super().__init__()
        self.dwconv = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.norm = LayerNorm(width, eps=1e-6)
        self.pwconv1 = nn.Linear(width, 4 * width)
        self.pwconv2 = nn.Linear(4 * width, width)
        self.gamma = nn.Parameter(layer_scale * torch.ones(width)) if layer_scale > 0 else None
        self.drop = drop

    def forward(self, x):
        branch = self.norm(self.dwconv(x).permute(0, 2, 3, 1))
        branch = self.pwconv2(F.gelu(self.pwconv1(branch)))
        if self.gamma is not None:
            branch = self.gamma * branch
        if self.training and self.drop > 0:
            keep = torch.rand(len(x), 1, 1, 1, device=x.device) >= self.drop
            branch = branch * keep / (1 - self.drop)
        return x + branch.permute(0, 3, 1, 2)


class ConvNext(nn.Module):
    def __init__(self, config):
        super().__init__()
        depths, widths = config["depths"], config["widths"]
        rates = torch.linspace(0, config["dropPath"], sum(depths)).tolist() if sum(depths) > 1 else [0.0]
        self.downsample_layers = nn.ModuleList()
        self.stages = nn.ModuleList()
        for stage, depth in enumerate(depths):
            width = widths[stage]
            if stage == 0:
                patch = config["patch"]
                layers = [nn.Conv2d(3, width, patch, patch), ChannelsFirstNorm(width, eps=1e-6)]
            else:
                before = widths[stage - 1]
                layers = [ChannelsFirstNorm(before, eps=1e-6), nn.Conv2d(before, width, 2, 2)]
            self.downsample_layers.append(nn.Sequential(*layers))
            blocks = [ConvNextBlock(width, config["layerScale"], rates.pop(0)) for _ in range(depth)]
            self.stages.append(nn.Sequential(*blocks))
        self.width = widths[len(depths) - 1]
        self.norm = ChannelsFirstNorm(self.width, eps=1e-6)

    def forward(self, x):
        for downsample, stage in zip(self.downsample_layers, self.stages):
            x = stage(downsample(x))
        return self.norm(x)


class ResNetBlock(nn.Module):
    def __init__(self, inputs, width, stride, kind):
        super().__init__()
        bottleneck = kind == "bottleneck"
        outputs = width * (4 if bottleneck else 1)
        shapes = (
            [(inputs, width, 1, 1), (width, width, 3, stride), (width, outputs, 1, 1)]
            if bottleneck
            else [(inputs, width, 3, stride), (width, outputs, 3, 1)]
        )
        for number, (before, after, size, step) in enumerate(shapes, 1):
            self.add_module(f"conv{number}", nn.Conv2d(before, after, size, step, size // 2, bias=False))
            self.add_module(f"bn{number}", nn.BatchNorm2d(after))
        self.layers = len(shapes)
        self.outputs = outputs
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        y = x
        for number in range(1, self.layers + 1):
            y = getattr(self, f"bn{number}")(getattr(self, f"conv{number}")(y))
            if number < self.layers:
                y = F.relu(y)
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, config):
        super().__init__()
        base = config["base"]
        self.pools = config["stem"] == "imagenet"
        size, stride = (7, 2) if self.pools else (3, 1)
        self.conv1 = nn.Conv2d(3, base, size, stride, size // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(base)
        self.stages, inputs = len(config["layers"]), base
        for stage, depth in enumerate(config["layers"]):
            blocks = []
            for position in range(depth):
                step = 2 if stage > 0 and position == 0 else 1
                blocks.append(ResNetBlock(inputs, base * 2**stage, step, config["block"]))
                inputs = blocks[-1].outputs
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.width = inputs

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        if self.pools:
            x = F.max_pool2d(x, 3, 2, 1)
        for stage in range(1, self.stages + 1):
            x = getattr(self, f"layer{stage}")(x)
        return x


def expander(inputs, spec, norm):
    """Linear, norm and ReLU for every width but the last; the last layer has neither bias nor norm."""
    widths = [int(width) for width in spec.split("-")]
    layers = []
    for width in widths[:-1]:
        layers += [nn.Linear(inputs, width), norm(width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, widths[-1], bias=False))


class Vicregl(nn.Module):
    """Which expanders there are follows from the α that the run was set up with."""

    def __init__(self, config, initial_alpha, classes):
        super().__init__()
        backbone = config["backbone"]
        self.backbone = ConvNext(backbone) if backbone["family"] == "convnext" else ResNet(backbone)
        chosen = config["expanderNorm"]
        if chosen == "auto":
            chosen = "layer_norm" if backbone["family"] == "convnext" else "batch_norm"
        norm = LayerNorm if chosen == "layer_norm" else nn.BatchNorm1d
        width = self.backbone.width
        if initial_alpha != 1:
            self.maps_projector = expander(width, config["localExpander"], norm)
        if initial_alpha != 0:
            self.projector = expander(width, config["globalExpander"], norm)
        if classes:
            self.classifier = nn.Linear(width, classes)
        # Batch norms take statistics of each view by itself, so only models without them take views together.
        self.joins_views = backbone["family"] == "convnext" and chosen == "layer_norm"

    def forward(self, views, with_classifier):
        """Views [B, 3, S, S] -> lists of embeddings [B, D] and maps [B, N, D'], grids (rows, columns), logits and the
        representation [B, C] of the first view."""
        features = self._features(views)
        batch = len(views[0])
        grids = [tuple(feature.shape[2:]) for feature in features]
        cells = [feature.flatten(2).transpose(1, 2) for feature in features]
        pooled = [cell.mean(1) for cell in cells]
        result = {"grids": grids, "embeddings": None, "maps": None, "logits": None}
        # The model does not feel what is measured of it.
        result["representation"] = pooled[0].detach().float()
        if hasattr(self, "maps_projector"):
            result["maps"] = [
                self.maps_projector(cell.flatten(0, 1)).unflatten(0, (batch, -1)).float() for cell in cells
            ]
        if hasattr(self, "projector"):
            result["embeddings"] = [self.projector(one).float() for one in pooled]
        if with_classifier:
            result["logits"] = self.classifier(pooled[0].detach()).float()
        return result

    def _features(self, views):
        if not self.joins_views:
            return [self.backbone(view) for view in views]
        features = [None] * len(views)
        for size in {view.shape[-1] for view in views}:
            places = [place for place, view in enumerate(views) if view.shape[-1] == size]
            joined = self.backbone(torch.cat([views[place] for place in places]))
            for place, feature in zip(places, joined.chunk(len(places))):
                features[place] = feature
        return features
