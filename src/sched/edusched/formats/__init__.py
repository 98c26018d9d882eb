"""Files in and out: adapters between bytes and the data models. Nothing below knows a file format."""
