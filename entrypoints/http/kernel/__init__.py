"""What all contexts' calls share: bodies, parameters, answers, refusals, and wrappers of the application."""
