"""The VICRegL criterion (Bardes, Ponce, LeCun 2022, arXiv 2210.01571): VICReg of embeddings and of matched cells."""

import torch

GLOBAL_VIEWS = 2


def view_pairs(count):
    """Each global view with every other view, in order."""
    return [(first, second) for first in range(GLOBAL_VIEWS) for second in range(count) if second != first]


def invariance(z, other):
    """[B, P, D] twice -> [B, P]."""
    return (z - other).square().mean(-1)


def variance(z):
    """The mean over dimensions of how far the standard deviation falls short of 1."""
    deviation = (z.var(0, unbiased=True) + 1e-4).sqrt()
    return (1 - deviation).relu().mean()


def covariance(z):
    """Squares off the diagonal of the covariance at each position, over D; [B, P, D] -> [P]."""
    centred = (z - z.mean(0)).transpose(0, 1)
    matrix = centred.transpose(1, 2) @ centred / (len(z) - 1)
    off_diagonal = matrix.square().sum((1, 2)) - matrix.diagonal(dim1=1, dim2=2).square().sum(1)
    return off_diagonal / z.shape[-1]


def nearest_cells(looks, others, kind):
    """The nearest candidate of each cell, the lowest among equals: distances and indices, [B, N] each."""
    if kind == "location":
        squared = (looks[:, :, None] - others[:, None]).square().sum(-1)
    else:
        squared = torch.cdist(looks, others, compute_mode="donot_use_mm_for_euclid_dist").square()
    count = others.shape[1]
    is_minimum = squared <= squared.min(-1, keepdim=True).values
    numbers = torch.arange(count, device=looks.device).expand_as(squared)
    index = numbers.where(is_minimum, torch.full_like(numbers, count - 1)).min(-1).values
    return (looks - cells_at(others, index)).square().sum(-1).sqrt(), index


def cells_at(maps, index):
    """maps [B, N, C] at index [B, M] -> [B, M, C]."""
    return maps.gather(1, index[..., None].expand(-1, -1, maps.shape[-1]))


def attraction(distance, threshold):
    """What each match counts in the invariance: an equal part within the threshold, nothing beyond it."""
    near = torch.ones_like(distance) if threshold is None else (distance <= threshold).float()
    return near / near.sum().clamp(min=1)


class Criterion:
    def __init__(self, config):
        self.config = config

    def __call__(self, embeddings, maps, locations):
        """Of the whole batch -> the total, and the weighted terms by name."""
        config, total, terms = self.config, 0, {}
        branches = []
        if embeddings is not None:
            branches.append(("global", config["alpha"], self.global_terms(embeddings)))
        if maps is not None:
            branches.append(("local", 1 - config["alpha"], self.local_terms(maps, locations)))
        for branch, share, values in branches:
            names = zip(("invariance", "variance", "covariance"), ("lambda", "mu", "nu"), values)
            for term, weight, value in names:
                terms[f"{branch}_{term}"] = config[weight] * value
                total = total + share * terms[f"{branch}_{term}"]
        return total, {name: value.detach() for name, value in terms.items()}

    def global_terms(self, embeddings):
        views = [z[:, None] for z in embeddings]
        pairs = view_pairs(len(views))
        return (
            mean(invariance(views[a], views[b]).mean() for a, b in pairs),
            mean(variance(z) for z in views),
            mean(covariance(z).mean() for z in views),
        )

    def local_terms(self, maps, locations):
        totals = [[], [], []]
        pairs = view_pairs(len(maps))
        for first, second in pairs:
            for kind in ("embedding", "location"):
                for role, source, target in (("forward", first, second), ("backward", second, first)):
                    matched = self.matched_terms(maps, locations, kind, role, source, target)
                    for total, value in zip(totals, matched):
                        # The two directions are averaged, the two kinds added.
                        total.append(value / 2)
        sums = [sum(total) / len(pairs) for total in totals]
        if self.config["fastVarianceCovariance"]:
            sums[1] = mean(variance(z) for z in maps)
            sums[2] = 2 * covariance(maps[-1]).mean() / len(maps)
        return sums

    def matched_terms(self, maps, locations, kind, role, source, target):
        with torch.no_grad():
            space = maps if kind == "embedding" else locations
            distance, index = nearest_cells(space[source], space[target], kind)
            kept = self.kept(kind, role, source)
            if kept == -1:
                kept = distance.shape[1]
            # Kept matches stay in the order of their cells.
            cells = distance.sort(dim=1, stable=True).indices[:, :kept].sort(1).values
            candidates, distance = index.gather(1, cells), distance.gather(1, cells)
            weights = attraction(distance, self.config[f"{kind}Threshold"])
        z, other = cells_at(maps[source], cells), cells_at(maps[target], candidates)
        return (
            (invariance(z, other) * weights).sum(),
            (variance(z) + variance(other)) / 2,
            (covariance(z).mean() + covariance(other).mean()) / 2,
        )

    def kept(self, kind, role, source):
        config = self.config
        if kind == "embedding" and config["embeddingMatchesAll"]:
            return -1
        by_direction = config["matchesRule"] == "direction"
        is_first = role == "forward" if by_direction else source < GLOBAL_VIEWS
        return config["matchesForward" if is_first else "matchesBackward"]


def mean(values):
    values = list(values)
    return sum(values) / len(values)
