"""Android package, certificates, store kit."""
