"""Golden files for `npm run parity`: safetensors with `kind` and, as JSON, `config` in the metadata."""
import json
import struct

import numpy as np

TYPES = {"float32": "F32", "int32": "I32"}


def write_golden(path, kind, config, tensors):
    """Arrays by name; PyTorch's 64-bit counters become 32-bit ones, as this program has them."""
    header = {"__metadata__": {"kind": kind, "config": json.dumps(config)}}
    blobs, end = [], 0
    for name, array in tensors.items():
        dtype = np.int32 if array.dtype == np.int64 else np.float32
        array = np.asarray(array, dtype=dtype, order="C")
        begin, end = end, end + array.nbytes
        header[name] = {"dtype": TYPES[array.dtype.name], "shape": list(array.shape), "data_offsets": [begin, end]}
        blobs.append(array.tobytes())
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        file.writelines(blobs)
