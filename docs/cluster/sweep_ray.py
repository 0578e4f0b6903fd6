"""A sweep as Ray tasks: one for each line of a list of commands.

    npm run --silent sweep -- --data DATA --out runs/sweep --set loss.alpha=0,0.5,1 --seeds 3 --list > runs/points.txt
    python docs/cluster/sweep_ray.py runs/points.txt
    npm run sweep -- --collect runs/sweep

Run it in the project's folder, on a file system that all machines share. Ray decides how many run at the same time.
"""

import argparse
import os
import subprocess
import sys

import ray


@ray.remote(max_retries=0)
def run_point(command: str, folder: str) -> int:
    """Runs one line of the list; its exit code. What it says is in the point's log.txt."""
    return subprocess.run(["sh", "-c", command], cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", help='file that "npm run sweep -- --list" has printed')
    parser.add_argument("--cpus", type=float, default=2, help="processor cores of a point")
    parser.add_argument("--gpus", type=float, default=0, help="GPUs of a point; 0.5 puts two points on one")
    parser.add_argument("--address", default=None, help="address of a running cluster; left out, Ray starts one here")
    options = parser.parse_args()

    with open(options.list, encoding="utf-8") as lines:
        commands = [line.strip() for line in lines if line.strip()]
    ray.init(address=options.address)
    task = run_point.options(num_cpus=options.cpus, num_gpus=options.gpus)
    numbers = {task.remote(command, os.getcwd()): number for number, command in enumerate(commands, start=1)}
    waiting = list(numbers)
    failed = 0
    while waiting:
        [ended], waiting = ray.wait(waiting, num_returns=1)
        try:
            code = ray.get(ended)
        except ray.exceptions.RayError as error:
            code = error
        failed += code != 0
        print(f"line {numbers[ended]}: {'done' if code == 0 else f'failed ({code})'}, {len(waiting)} left", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
