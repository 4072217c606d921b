"""What the program does: one use case a file, and the ports each needs."""
