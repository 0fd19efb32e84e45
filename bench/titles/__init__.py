"""The parts of `bench.catalogue`, and the collection that they measure on."""
