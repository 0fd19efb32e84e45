"""Programs of others that read our feeds, catalogues and pages."""

from pathlib import Path

NODE_MODULES = Path(__file__).parent / "node_modules"
