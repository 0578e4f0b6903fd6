"""A ConvNeXt as plain PyTorch modules under timm's names: `timm.create_model('convnext_…', num_classes=0, ls_init_value=None)`."""
import torch
from torch import nn
from torch.nn import functional as F

from backbones import ChannelsFirstNorm


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width, layer_scale):
        super().__init__()
        self.conv_dw = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.mlp = Mlp(width)
        self.gamma = nn.Parameter(torch.ones(width)) if layer_scale > 0 else None

    def forward(self, x):
        y = self.mlp(self.norm(self.conv_dw(x).permute(0, 2, 3, 1)))
        y = y if self.gamma is None else self.gamma * y
        return x + y.permute(0, 3, 1, 2)


class Stage(nn.Module):
    def __init__(self, before, width, depth, layer_scale):
        super().__init__()
        self.downsample = nn.Identity()
        if before is not None:
            self.downsample = nn.Sequential(
                ChannelsFirstNorm(before, eps=1e-6), nn.Conv2d(before, width, 2, stride=2)
            )
        self.blocks = nn.Sequential(*(Block(width, layer_scale) for _ in range(depth)))

    def forward(self, x):
        return self.blocks(self.downsample(x))


class Head(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = ChannelsFirstNorm(width, eps=1e-6)


class TimmConvNeXt(nn.Module):
    def __init__(self, depths, widths, patch, layerScale, **_):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, widths[0], patch, stride=patch), ChannelsFirstNorm(widths[0], eps=1e-6)
        )
        before = [None, *widths[:-1]]
        self.stages = nn.Sequential(
            *(Stage(*sizes, layerScale) for sizes in zip(before, widths, depths))
        )
        self.head = Head(widths[-1])

    def forward(self, x):
        """The map, each cell normalised: timm itself normalises its mean."""
        return self.head.norm(self.stages(self.stem(x))).permute(0, 2, 3, 1).flatten(1, 2)
