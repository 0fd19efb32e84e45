"""Sends a change notification to all machines when a row is added to the change feed."""

from django.db import migrations

RING = """
CREATE TRIGGER catalogue_change_rings AFTER INSERT ON catalogue_change
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_ring('catalogue', 'abroad');
"""
SILENT = "DROP TRIGGER catalogue_change_rings ON catalogue_change;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_imports"), ("kernel", "0004_the_bell")]
    operations = [migrations.RunSQL(RING, SILENT)]
