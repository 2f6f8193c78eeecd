"""One module a family of kinds; ``base`` says what a rule is, ``table`` lists them all."""
