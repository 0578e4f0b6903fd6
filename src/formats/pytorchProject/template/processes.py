"""What the processes of a training do together: statistics and embeddings are those of the whole batch."""

import os

import torch
import torch.distributed as dist
from torch import nn


class Gathered(torch.autograd.Function):
    """The rows of all processes, in order. Gradients add up, since every process takes the loss of all rows."""

    @staticmethod
    def forward(ctx, rows):
        parts = [torch.empty_like(rows) for _ in range(dist.get_world_size())]
        dist.all_gather(parts, rows.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx, gradient):
        gradient = gradient.contiguous()
        dist.all_reduce(gradient)
        return gradient.chunk(dist.get_world_size())[dist.get_rank()]


def gathered(rows):
    return Gathered.apply(rows) if dist.get_world_size() > 1 else rows


class Summed(torch.autograd.Function):
    """The sum over all processes, of the values and of their gradients."""

    @staticmethod
    def forward(ctx, values):
        values = values.clone()
        dist.all_reduce(values)
        return values

    @staticmethod
    def backward(ctx, gradient):
        gradient = gradient.clone()
        dist.all_reduce(gradient)
        return gradient


class SharedBatchNorm(nn.modules.batchnorm._BatchNorm):
    """SyncBatchNorm for processors, where PyTorch has none."""

    def _check_input_dim(self, x):
        pass

    def forward(self, x):
        if not self.training:
            return super().forward(x)
        axes = [axis for axis in range(x.ndim) if axis != 1]
        count = Summed.apply(x.new_tensor([x.numel() / x.shape[1]]))
        mean = Summed.apply(x.sum(axes)) / count
        shape = [1, -1] + [1] * (x.ndim - 2)
        centred = x - mean.reshape(shape)
        var = Summed.apply(centred.square().sum(axes)) / count
        with torch.no_grad():
            self.num_batches_tracked += 1
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(var * count / (count - 1), self.momentum)
        normalised = centred * (var + self.eps).rsqrt().reshape(shape)
        return normalised * self.weight.reshape(shape) + self.bias.reshape(shape)


def share_batch_norms(module, device):
    """Batch norms over the images of all processes."""
    if dist.get_world_size() == 1:
        return module
    if device.type == "cuda":
        return nn.SyncBatchNorm.convert_sync_batchnorm(module)
    for name, child in module.named_children():
        if isinstance(child, nn.modules.batchnorm._BatchNorm):
            shared = SharedBatchNorm(child.num_features)
            shared.load_state_dict(child.state_dict())
            setattr(module, name, shared)
        else:
            share_batch_norms(child, device)
    return module


def begin(backend):
    """Joins the processes that torchrun, Slurm or Ray started, or begins alone -> the device of this one."""
    device = torch.device("cpu")
    if torch.cuda.is_available() and backend != "gloo":
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    if not dist.is_initialized():
        for name, value in (("RANK", "0"), ("WORLD_SIZE", "1"), ("MASTER_ADDR", "127.0.0.1"), ("MASTER_PORT", "0")):
            os.environ.setdefault(name, value)
        dist.init_process_group(backend or ("nccl" if device.type == "cuda" else "gloo"))
    return device
