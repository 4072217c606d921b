"""What bills are made by, in memory."""
