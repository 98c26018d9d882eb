"""Days, holidays and periods; named windows and patterns as slot bitmasks."""
