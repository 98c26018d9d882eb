"""The independent checker: reads a plan in dates, minutes and people; knows no column, row or solver."""
