"""What is done to an archive to see that it loses nothing: `python -m bench.faults PART [COUNT]`."""
