"""Register of processing and impact assessment: pages, PDF and JSON."""
