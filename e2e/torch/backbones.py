"""The reference's backbones as plain PyTorch modules, under its own names: what exported weights must load into."""
import torch
from torch import nn
from torch.nn import functional as F


class ChannelsFirstNorm(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class ConvNeXtBlock(nn.Module):
    def __init__(self, width, layer_scale):
        super().__init__()
        self.dwconv = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.pwconv1 = nn.Linear(width, 4 * width)
        self.pwconv2 = nn.Linear(4 * width, width)
        self.gamma = nn.Parameter(torch.ones(width)) if layer_scale > 0 else None

    def forward(self, x):
        y = self.norm(self.dwconv(x).permute(0, 2, 3, 1))
        y = self.pwconv2(F.gelu(self.pwconv1(y)))
        y = y if self.gamma is None else self.gamma * y
        return x + y.permute(0, 3, 1, 2)


class ConvNeXt(nn.Module):
    def __init__(self, depths, widths, patch, layerScale, **_):
        super().__init__()
        self.downsample_layers = nn.ModuleList()
        for stage, width in enumerate(widths):
            if stage == 0:
                layers = [nn.Conv2d(3, width, patch, stride=patch), ChannelsFirstNorm(width, eps=1e-6)]
            else:
                before = widths[stage - 1]
                layers = [ChannelsFirstNorm(before, eps=1e-6), nn.Conv2d(before, width, 2, stride=2)]
            self.downsample_layers.append(nn.Sequential(*layers))
        self.stages = nn.ModuleList(
            nn.Sequential(*(ConvNeXtBlock(width, layerScale) for _ in range(depth)))
            for depth, width in zip(depths, widths)
        )
        self.norm = nn.LayerNorm(widths[-1], eps=1e-6)

    def forward(self, x):
        for downsample, stage in zip(self.downsample_layers, self.stages):
            x = stage(downsample(x))
        return self.norm(x.permute(0, 2, 3, 1)).flatten(1, 2)


class ResNetBlock(nn.Module):
    def __init__(self, inputs, width, stride, bottleneck):
        super().__init__()
        outputs = width * (4 if bottleneck else 1)
        plan = (
            [(inputs, width, 1, 1), (width, width, 3, stride), (width, outputs, 1, 1)]
            if bottleneck
            else [(inputs, width, 3, stride), (width, outputs, 3, 1)]
        )
        self.count = len(plan)
        for index, (before, after, size, step) in enumerate(plan, 1):
            setattr(self, f"conv{index}", nn.Conv2d(before, after, size, step, size // 2, bias=False))
            setattr(self, f"bn{index}", nn.BatchNorm2d(after))
        self.downsample = None
        if stride != 1 or inputs != outputs:
            shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.downsample = nn.Sequential(shortcut, nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = x
        for index in range(1, self.count + 1):
            y = getattr(self, f"bn{index}")(getattr(self, f"conv{index}")(y))
            y = F.relu(y) if index < self.count else y
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, block, layers, base, stem, **_):
        super().__init__()
        self.pools = stem == "imagenet"
        size, stride = (7, 2) if self.pools else (3, 1)
        self.conv1 = nn.Conv2d(3, base, size, stride, size // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(base)
        inputs, expansion = base, 4 if block == "bottleneck" else 1
        self.names = [f"layer{stage}" for stage in range(1, len(layers) + 1)]
        for stage, (name, depth) in enumerate(zip(self.names, layers)):
            blocks = []
            for place in range(depth):
                step = 2 if stage > 0 and place == 0 else 1
                blocks.append(ResNetBlock(inputs, base * 2**stage, step, expansion == 4))
                inputs = base * 2**stage * expansion
            setattr(self, name, nn.Sequential(*blocks))

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.max_pool2d(x, 3, 2, 1) if self.pools else x
        for name in self.names:
            x = getattr(self, name)(x)
        return x.permute(0, 2, 3, 1).flatten(1, 2)


def backbone(config):
    """The backbone of a run's `model.backbone`."""
    return (ConvNeXt if config["family"] == "convnext" else ResNet)(**config)


def loaded(model, weights):
    """In evaluation mode, with the weights of a .pth, strictly."""
    model.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True), strict=True)
    return model.eval()
