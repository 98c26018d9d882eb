"""Reports as data: tables computed from an instance and a plan, for spreadsheets and other programs."""
