"""What the playground logs beside the loss, by the same definitions, so that its curves go on."""

import torch
import torch.nn.functional as F

GUESSES = 5


@torch.no_grad()
def collapse(x):
    """Vectors of the whole batch [B, D] -> the mean deviation of a dimension of the normalised ones, about 1 / sqrt(D)
    where they point everywhere and 0 at collapse; and the mean correlation of two dimensions."""
    x = x.float()
    spread = F.normalize(x, dim=1, eps=1e-12).std(0).mean()
    scores = (x - x.mean(0)) / (x.std(0) + 1e-5)
    # Over pairs of different dimensions, without forming their matrix.
    pairs = scores.sum(1).square() - scores.square().sum(1)
    count, width = x.shape
    return spread, pairs.sum() / ((count - 1) * width * (width - 1))


@torch.no_grad()
def top_accuracies(logits, labels):
    """The shares of the images of this process whose class is ranked first, and among the first five."""
    own = logits.gather(1, labels[:, None])
    above = (logits > own).sum(1)
    return [(above < guesses).float().mean() for guesses in (1, GUESSES)]
