"""Steps that services are made of. Each runs in the transaction of the service that calls it."""
