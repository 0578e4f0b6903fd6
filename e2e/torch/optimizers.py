"""LARS with the state and the settings that the reference's checkpoints have; they name this file and the function below."""
import torch


def exclude_bias_and_norm(param):
    return param.ndim == 1


class LARS(torch.optim.Optimizer):
    """Decay, then the trust ratio, then momentum; the first two only where their filters do not exclude a parameter."""

    def __init__(self, params, **settings):
        super().__init__(params, settings)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for param in group["params"]:
                direction = param.grad
                if not group["weight_decay_filter"](param):
                    direction = direction + group["weight_decay"] * param
                if not group["lars_adaptation_filter"](param):
                    norm, size = param.norm(), direction.norm()
                    if norm > 0 and size > 0:
                        direction = direction * (group["eta"] * norm / size)
                mu = self.state[param]["mu"]
                mu.mul_(group["momentum"]).add_(direction)
                param.sub_(group["lr"] * mu)
