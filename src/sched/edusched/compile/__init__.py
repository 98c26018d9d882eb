"""Instance + policy -> columns (what may be decided) and rows (what must or should hold)."""
