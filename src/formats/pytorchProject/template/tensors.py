"""Reads and writes safetensors files: header length, JSON header, raw little-endian data."""

import json
import os
import struct

import torch

DTYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "U8": torch.uint8,
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


class TensorFile:
    """A safetensors file whose tensors are read when they are asked for."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            length = struct.unpack("<Q", file.read(8))[0]
            self.entries = json.loads(file.read(length))
        self.data = 8 + length
        self.metadata = self.entries.pop("__metadata__", {})

    def read(self, name):
        entry = self.entries[name]
        begin, end = entry["data_offsets"]
        with open(self.path, "rb") as file:
            file.seek(self.data + begin)
            values = bytearray(file.read(end - begin))
        if not values:
            return torch.empty(entry["shape"], dtype=DTYPES[entry["dtype"]])
        return torch.frombuffer(values, dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"])

    def read_all(self):
        return {name: self.read(name) for name in self.entries}


def write_tensors(path, tensors, metadata):
    """Writes a new file and then renames it, so that a job that is cut off leaves the old one whole."""
    header, offset = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        size = tensor.numel() * tensor.element_size()
        header[name] = {
            "dtype": NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + size],
        }
        offset += size
    text = json.dumps(header).encode()
    # The data begins at a multiple of 8 bytes.
    text += b" " * (-len(text) % 8)
    aside = path + ".part"
    with open(aside, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.detach().cpu().contiguous().numpy().tobytes())
    os.replace(aside, path)
