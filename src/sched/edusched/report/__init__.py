"""What a result says to people: words, tables, the summary."""
