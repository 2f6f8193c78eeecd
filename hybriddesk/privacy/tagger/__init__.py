"""The trained tagger of names and places: features of words, a small convolutional network in numpy, spans from its answers."""
