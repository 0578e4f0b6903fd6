"""The folder of a run, as the playground writes and reads it: checkpoint, weights, metrics, and all of it in one file."""

import json
import os
import shutil
import zipfile

import torch

from tensors import TensorFile, write_tensors

OPTIMIZER = "optimizer/"
CHECKPOINT, WEIGHTS, METRICS, CONFIG, RUN = (
    "checkpoint.safetensors",
    "weights.safetensors",
    "metrics.jsonl",
    "config.json",
    "run.json",
)


class Checkpoint:
    """Configuration, step, weights and the optimiser's state."""

    def __init__(self, folder):
        file = TensorFile(os.path.join(folder, CHECKPOINT))
        self.metadata = dict(file.metadata)
        self.config = json.loads(self.metadata["config"])
        self.step = int(self.metadata["step"])
        self.seconds = float(self.metadata["seconds"])
        self.initial_alpha = float(self.metadata["initialAlpha"])
        tensors = file.read_all()
        self.weights = {name: tensor for name, tensor in tensors.items() if not name.startswith(OPTIMIZER)}
        self.optimizer = {
            name[len(OPTIMIZER) :]: tensor for name, tensor in tensors.items() if name.startswith(OPTIMIZER)
        }


class RunFolder:
    def __init__(self, path, origin):
        """Begins with the curves and the record of the run that goes on."""
        self.path, self.origin = path, origin
        os.makedirs(path, exist_ok=True)

    def has_checkpoint(self):
        return os.path.exists(self.file(CHECKPOINT))

    def file(self, name):
        return os.path.join(self.path, name)

    def begin(self, step):
        """Keeps the lines of metrics up to this step."""
        if not os.path.exists(self.file(METRICS)):
            shutil.copyfile(os.path.join(self.origin, METRICS), self.file(METRICS))
        run = os.path.join(self.origin, RUN)
        if os.path.exists(run):
            shutil.copyfile(run, self.file(RUN))
        with open(self.file(METRICS)) as file:
            lines = [line for line in file if line.endswith("\n") and json.loads(line)["step"] <= step]
        with open(self.file(METRICS), "w") as file:
            file.writelines(lines)

    def log(self, row):
        with open(self.file(METRICS), "a") as file:
            # JSON has no word for what is not finite; the playground reads null so.
            finite = {name: value if abs(value) < float("inf") else None for name, value in row.items()}
            file.write(json.dumps(finite) + "\n")

    def save(self, checkpoint, weights, optimizer, step, seconds):
        text = json.dumps(checkpoint.config)
        base = {"format": "pt", "program": "continue-in-pytorch", "config": text, "step": str(step)}
        with open(self.file(CONFIG), "w") as file:
            file.write(json.dumps(checkpoint.config, indent=2) + "\n")
        weights = {name: as_before(weights[name], before) for name, before in checkpoint.weights.items()}
        write_tensors(self.file(WEIGHTS), weights, base)
        state = {OPTIMIZER + name: tensor for name, tensor in optimizer.items()}
        going_on = {name: checkpoint.metadata[name] for name in ("initialAlpha", "data")}
        write_tensors(
            self.file(CHECKPOINT), {**weights, **state}, {**base, **going_on, "seconds": str(seconds)}
        )
        self.bundle(step, checkpoint.initial_alpha)

    def bundle(self, step, initial_alpha):
        """run.zip, which the page opens. Folders of older playgrounds do not say what it needs."""
        if not os.path.exists(self.file(RUN)):
            return
        with open(self.file(RUN)) as file:
            record = json.load(file)
        if "trainedOn" not in record:
            return
        names = [CONFIG, METRICS, WEIGHTS, CHECKPOINT]
        sizes = {name: os.path.getsize(self.file(name)) for name in names}
        manifest = {
            "format": "vicregl-run",
            "version": 1,
            "name": "continued in PyTorch",
            "step": step,
            "initialAlpha": initial_alpha,
            "data": record["trainedOn"],
            "environment": {
                "program": "continue-in-pytorch",
                "runtime": f"PyTorch {torch.__version__}",
                "backend": "torch",
                "adapter": torch.cuda.get_device_name() if torch.cuda.is_available() else "processor",
            },
            "files": [{"name": name, "bytes": size} for name, size in {**sizes, "evaluations.json": 2}.items()],
        }
        aside = self.file("run.zip.part")
        with zipfile.ZipFile(aside, "w") as bundle:
            bundle.writestr("manifest.json", json.dumps(manifest))
            bundle.writestr("evaluations.json", "[]")
            for name in names:
                bundle.write(self.file(name), name)
        os.replace(aside, self.file("run.zip"))


def as_before(tensor, before):
    """In the type and shape in which the checkpoint had it."""
    return tensor.detach().cpu().to(before.dtype).reshape(before.shape)
