"""For analysts and auditors: views, descriptions, questions, explanations, changes and what-if."""
