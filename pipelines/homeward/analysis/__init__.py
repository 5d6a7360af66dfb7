"""What analysts and auditors ask: views, changes, explanations."""
