"""What is taxed at which rate, and how guests may pay."""
