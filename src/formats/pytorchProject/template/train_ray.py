"""Trains with Ray: python train_ray.py --processes 8 -- --data /shared/images --out /shared/continued"""

import argparse
import os
import sys

import ray
from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer

HERE = os.path.dirname(os.path.abspath(__file__))


def work(config):
    sys.path.insert(0, HERE)
    import train

    train.main(train.parse(config["options"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", help="of a Ray cluster; left out, Ray is begun on this machine")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--cpu", action="store_true", help="train on processors")
    parser.add_argument("options", nargs="*", help="options of train.py, after --; paths that all machines see")
    given = parser.parse_args()
    ray.init(address=given.address)
    scaling = ScalingConfig(num_workers=given.processes, use_gpu=not given.cpu)
    TorchTrainer(work, train_loop_config={"options": given.options}, scaling_config=scaling).fit()
